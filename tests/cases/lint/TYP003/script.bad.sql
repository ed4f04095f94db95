-- orders/0020_case.sql
-- what: a case.

create table orders.lines (
    id uuid not null,
    code varchar(20) not null,
    name character varying (50),
    sign char,
    tags varchar[],
    constraint lines_pkey primary key (id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
comment on column orders.lines.code is 'A column.';
comment on column orders.lines.name is 'A column.';
comment on column orders.lines.sign is 'A column.';
comment on column orders.lines.tags is 'A column.';
