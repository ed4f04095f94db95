-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id bigserial not null,
    constraint lines_pkey primary key (id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
