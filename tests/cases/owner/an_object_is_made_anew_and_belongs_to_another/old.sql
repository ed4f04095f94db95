create schema a;
grant usage, create on schema a to case_a;
create table a.t (id int primary key, n int);
create view a.v as select id, n from a.t;
alter view a.v owner to case_a;
grant select on a.v to case_b with grant option;
create function a.f() returns int language sql as 'select 1';
alter function a.f() owner to case_a;
revoke execute on function a.f() from public;
