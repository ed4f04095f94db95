create schema a;
create schema b;
grant usage, create on schema a, b to case_a;
create table a.t (id int primary key);
alter table a.t owner to case_a;
create function b.f() returns int language sql as 'select 1';
alter function b.f() owner to case_a;
create view b.v as select 1 as x;
alter view b.v owner to case_a;
