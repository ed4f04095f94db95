-- superuser
create schema a;
create function a.f() returns bigint language sql as $$ select 1::bigint $$;
create view a.v as select a.f() as n;
