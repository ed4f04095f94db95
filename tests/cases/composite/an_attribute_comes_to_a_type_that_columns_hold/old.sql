create schema d;
create domain d.a as int check (value > 0);
create domain d.b as d.a not null default 4;
create type d.c as (x d.b, y d.a[]);
create table d.t (b d.b, arr d.a[], c d.c, cs d.c[]);
create view d.v as select (c).x, arr[1] from d.t;
create function d.f(d.a) returns d.b language sql as 'select 1';
insert into d.t values (1,'{2}',row(3,'{4}'),'{}');
