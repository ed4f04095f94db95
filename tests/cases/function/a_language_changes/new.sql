create schema a;
create function a.f(n integer) returns integer language plpgsql immutable as $$ begin return n; end $$;
