create schema a;
create schema z;
create table z.things (note integer);
create table a.books () inherits (z.things);
create table a.parts (id integer, note integer) partition by list (id);
create table a.part_1 partition of a.parts for values in (1);
