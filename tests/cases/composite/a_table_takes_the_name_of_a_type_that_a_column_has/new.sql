create schema r;
create table r.a (x int, y text);
create type r.d as enum ('u','v');
create table r.t (a r.a, d r.d);
create function r.f(r.a, r.d) returns r.d language sql as 'select $2';
insert into r.t values (row(1,'y'),'u');
