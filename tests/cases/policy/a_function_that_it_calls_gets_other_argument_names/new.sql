create schema a;
create table a.t (id integer);
create function a.may(item integer) returns boolean language sql stable as $$ select true $$;
create policy p on a.t using (a.may(id));
create policy q on a.t for insert with check (a.may(id));
