create schema a;
create type a.e as enum ('x', 'y');
create table a.t (id int primary key, e a.e);
insert into a.t values (1, null);
