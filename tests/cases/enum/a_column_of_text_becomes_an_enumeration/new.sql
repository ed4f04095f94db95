create schema a;
create type a.e as enum ('x', 'y');
create table a.t (id int primary key, e a.e default 'x');
insert into a.t values (1, 'y');
create view a.v as select e from a.t;
