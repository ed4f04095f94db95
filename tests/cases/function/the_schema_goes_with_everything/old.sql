create schema a;
create schema b;
create table b.t (n integer);
create function b.f() returns setof b.t language sql begin atomic select n from b.t; end;
create view b.v as select * from b.f();
create materialized view b.m as select * from b.v;
create index on b.m (n);
create policy p on b.t using (n in (select n from b.v));
