create schema a;
create table a.other (n integer);
create table a.t (id integer, n integer);
create function a.is_fine(a.t) returns boolean language sql immutable as $$ select $1.n > 0 $$;
alter table a.t add constraint fine check (a.is_fine(t));
create policy p on a.t using (a.is_fine(t));
