create schema a;
create table a.t (id integer);
create materialized view a.z as select id from a.t;
create materialized view a.b as select id from a.z;
