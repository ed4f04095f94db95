-- superuser
create schema a;
grant usage on schema a to public;
create table a.t (id int primary key, n int);
create function a.f() returns int language sql as 'select 1';
grant select, insert on a.t to case_a with grant option;
grant select on a.t to case_b;
