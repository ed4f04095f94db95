create schema a;
create table a.t (id integer, n integer) partition by list (n);
alter table a.t enable row level security;
create policy p on a.t to case_a using (id > 1);
comment on policy p on a.t is 'p';
create table a.u (id integer);
create policy q on a.u using (id in (select n from a.t));
