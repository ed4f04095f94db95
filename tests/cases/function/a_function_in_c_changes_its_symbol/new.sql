-- superuser
create schema a;
create function a.f(cstring) returns regclass language internal stable strict as 'regclassin';
create function a.c() returns trigger language c cost 10 as '$libdir/plpgsql', 'plpgsql_inline_handler';
