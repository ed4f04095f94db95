create schema a;
create table a.t (id integer);
create policy p on a.t for delete using (id > 1);
create policy q on a.t as restrictive using (id > 1);
create policy "Die Regel" on a.t for all to case_a using (id > 1);
comment on policy "Die Regel" on a.t is 'x';
