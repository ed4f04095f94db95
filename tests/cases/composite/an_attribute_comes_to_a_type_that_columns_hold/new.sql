create schema d;
create domain d.a as bigint check (value > 0) check (value < 1000);
create domain d.b as d.a default 5 constraint lim check (value <> 13);
create type d.c as (x d.b, y d.a[], z text);
create table d.t (b d.b, arr d.a[], c d.c, cs d.c[]);
create view d.v as select (c).x, arr[1], (c).z from d.t;
create function d.f(d.a) returns d.b language sql as 'select 2';
insert into d.t values (1,'{2}',row(3,'{4}',''),'{}');
