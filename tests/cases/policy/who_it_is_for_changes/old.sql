create schema a;
create table a.t (id integer);
create policy p on a.t to public using (true);
create policy q on a.t to current_user using (true);
