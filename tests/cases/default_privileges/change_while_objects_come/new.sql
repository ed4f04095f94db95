create schema a;
create table a.before (id int);
alter default privileges in schema a grant insert on tables to case_a;
alter default privileges revoke execute on functions from public;
create table a.after (id int);
create function a.f() returns int language sql as 'select 1';
grant execute on function a.f() to public;
