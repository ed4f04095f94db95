create schema a;
create table a.t (id int primary key, e text default 'x');
insert into a.t values (1, 'y');
create view a.v as select e from a.t;
