create schema a;
create table a.t (id integer);
create policy p on a.t to case_c, case_a, case_b using (true);
create policy q on a.t to public using (true);
