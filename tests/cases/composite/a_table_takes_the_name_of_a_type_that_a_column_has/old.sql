create schema r;
create type r.a as (x int, y text);
create domain r.d as text;
create table r.t (a r.a, d r.d);
create function r.f(r.a, r.d) returns r.d language sql as 'select $2';
insert into r.t values (row(1,'y'),'u');
