create schema a;
create table a.t (id integer);
create policy p on a.t to case_a using (true);
