create schema a;
create table a.t (id integer);
alter table a.t enable row level security;
alter table a.t force row level security;
create policy p on a.t to case_b using (true);
