create schema a;
create type a.state as enum ('x', 'y');
create table a.t (id int primary key, s a.state default 'x', ss a.state[]);
insert into a.t values (1, 'y', '{x}');
create view a.v as select s from a.t;
create function a.f(a.state) returns a.state language sql as 'select $1';
