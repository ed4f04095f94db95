create schema a;
create function a.f(n integer) returns void language sql as $$ select 1 $$;
comment on function a.f is 'x';
