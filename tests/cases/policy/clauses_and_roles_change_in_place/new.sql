create schema a;
create table a.t (id integer, owner text, tenant integer);
alter table a.t enable row level security;
create policy p on a.t to case_a, case_b using (owner = current_user or tenant > 3);
create policy q on a.t for insert to public with check (tenant = 5);
create policy r on a.t for update to case_c using (tenant = 7) with check (tenant = 2 and id > 0);
comment on policy p on a.t is 'q';
