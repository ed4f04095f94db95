create schema a;
create table a.t (id integer, tags text[], at timestamptz, j jsonb);
create view a.v as with x as materialized (select id from a.t) select x.id from x;
