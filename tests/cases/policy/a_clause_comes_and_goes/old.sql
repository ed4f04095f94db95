create schema a;
create table a.t (id integer);
create policy p on a.t using (id > 1);
create policy q on a.t using (id > 1) with check (id > 2);
create policy s on a.t for update using (true);
create policy n on a.t;
