create schema a;
create table a.x (id integer);
create table a.one (id integer, o integer);
create table a.two (id integer, o integer);
alter table a.one enable row level security;
alter table a.one force row level security;
create policy p on a.one using (exists (select from a.two where two.o = one.id));
create policy p on a.two using (exists (select from a.one where one.o = two.id));
