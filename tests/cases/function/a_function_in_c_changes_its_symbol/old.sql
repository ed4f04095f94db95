-- superuser
create schema a;
create function a.f(cstring) returns regclass language internal strict as 'regclassin';
create function a.c() returns trigger language c as '$libdir/plpgsql', 'plpgsql_call_handler';
