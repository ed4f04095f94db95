create schema a;
create type a.c as (x bigint, y int);
create table a.t (id int primary key, c a.c default row(1, 2), check ((c).x > 0));
insert into a.t values (1);
create index on a.t (((c).x));
create procedure a.p(inout c a.c) language plpgsql as 'begin end';
