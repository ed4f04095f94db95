-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    code text not null unique,
    price integer check (price > 0),
    primary key (id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
comment on column orders.lines.code is 'A column.';
comment on column orders.lines.price is 'A column.';
