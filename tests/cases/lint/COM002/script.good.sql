-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    note text,
    constraint lines_pkey primary key (id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
comment on column orders.lines.note is 'A column.';

alter table orders.orders add column if not exists note text;

comment on column orders.orders.note is 'A note.';
