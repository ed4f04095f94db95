create schema a;
create schema b;
create table a.t (id int primary key);
create function b.f() returns int language sql as 'select 1';
