create schema a;
create table a.t (id int primary key);
create function a.f() returns int language sql as 'select 1';
