-- orders/0020_case.sql
-- what: a case.

-- lint: allow TYP003 the size is fixed by a standard
create table orders.lines (
    id uuid not null,
    currency char(3) not null,
    country char(2) not null,
    constraint lines_pkey primary key (id)
);

alter table orders.lines enable row level security;

comment on table orders.lines is 'A table.';
comment on column orders.lines.id is 'Unique.';
comment on column orders.lines.currency is 'ISO 4217.';
comment on column orders.lines.country is 'ISO 3166.';
