create schema a;
create function a.f() returns text language sql as 'select $$a$$::text';
create function a.g() returns text language sql as 'select ''$function$ \\ ''''''::text';
