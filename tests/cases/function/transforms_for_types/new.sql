-- superuser
create schema a;
create type a.c as (n integer);
create function a.to_sql(internal) returns a.c language internal immutable as 'record_recv';
create function a.from_sql(internal) returns internal language internal immutable as 'int4recv';
create transform for a.c language plpgsql (from sql with function a.from_sql(internal));
create function a.f(a.c) returns integer language plpgsql as $$ begin return 1; end $$;
