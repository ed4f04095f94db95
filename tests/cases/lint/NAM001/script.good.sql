-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    user_name text,
    "position" text,
    name2 text,
    constraint lines_pkey primary key (id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
comment on column orders.lines.user_name is 'A column.';
comment on column orders.lines.position is 'A column.';
comment on column orders.lines.name2 is 'A column.';
