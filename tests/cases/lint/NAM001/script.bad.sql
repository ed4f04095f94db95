-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    "User" text,
    "order" text,
    aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa text,
    constraint lines_pkey primary key (id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
comment on column orders.lines."User" is 'A column.';
comment on column orders.lines."order" is 'A column.';
comment on column orders.lines.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa is 'A column.';

create index "lines User_idx" on orders.lines ("User");
