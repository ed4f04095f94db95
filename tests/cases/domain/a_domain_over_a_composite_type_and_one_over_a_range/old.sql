create schema a;
create type a.point as (x int, y int);
create domain a.p as a.point check ((value).x > 0);
create domain a.r as int4range check (not isempty(value));
create table a.t (id int primary key, p a.p, r a.r);
insert into a.t values (1, row(1, 2), '[1,2]');
