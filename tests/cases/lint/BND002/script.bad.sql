-- orders/0020_case.sql
-- what: a case.

create table accounts.lines (
    id uuid not null,
    constraint lines_pkey primary key (id)
);

alter table accounts.lines enable row level security;

comment on table accounts.lines is 'A table.';
comment on column accounts.lines.id is 'Unique.';

create schema billing;

comment on schema billing is 'Bills.';
