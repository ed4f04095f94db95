-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    constraint lines_pkey primary key (id)
);

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';

alter table orders.orders enable row level security;
