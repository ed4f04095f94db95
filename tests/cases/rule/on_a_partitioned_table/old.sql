create schema a;
create table a.t (id integer) partition by range (id);
create table a.t1 partition of a.t for values from (1) to (10);
create rule r as on insert to a.t do also notify x;
