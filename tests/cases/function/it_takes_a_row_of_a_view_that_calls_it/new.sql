create schema a;
create table a.t (id integer, name text);
create table a.x (n integer);
create view a.v as select id, name from a.t;
create function a.label(a.v) returns text language sql stable as $$ select $1.name $$;
create or replace view a.v as select id, name, a.label(null::a.v) as label from a.t;
