create schema a;
create table a.t (id int primary key);
create function a.f() returns int language sql as 'select 1';
revoke all on a.t from postgres;
revoke all on function a.f() from postgres, public;
