create schema a;
create schema b;
create type b.e as enum ('x', 'y');
create table a.t (id int primary key, e b.e default 'x');
insert into a.t values (1, 'y');
