create schema a;
create domain a.state as text default 'x' check (value in ('x', 'y'));
create table a.t (id int primary key, s a.state, ss a.state[]);
insert into a.t values (1, 'y', '{x}');
create view a.v as select s from a.t;
create function a.f(a.state) returns a.state language sql as 'select $1';
