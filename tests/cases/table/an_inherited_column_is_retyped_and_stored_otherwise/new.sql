create schema a;
create schema z;
create table z.things (note text compression pglz default 'x', more text);
create table a.books () inherits (z.things);
alter table a.books alter column more set storage external;
alter table a.books alter column more set default 'y';
create table a.parts (id integer, note text compression pglz) partition by list (id);
create table a.part_1 partition of a.parts for values in (1);
alter table a.part_1 alter column note set storage external;
