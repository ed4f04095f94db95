create schema a;
create table a.t (id integer, owner text, tenant integer);
alter table a.t enable row level security;
create policy p on a.t using (owner = current_user);
create policy q on a.t for insert to case_a with check (tenant = 1);
create policy r on a.t for update to case_a, case_b using (tenant = 1) with check (tenant = 2);
comment on policy p on a.t is 'p';
