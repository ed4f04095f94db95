-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    sent_at timestamptz not null,
    read_at timestamp(3) with time zone,
    opens_at time,
    constraint lines_pkey primary key (id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
comment on column orders.lines.sent_at is 'A column.';
comment on column orders.lines.read_at is 'A column.';
comment on column orders.lines.opens_at is 'A column.';
