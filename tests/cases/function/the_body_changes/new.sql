create schema a;
create function a.greet(name text) returns text language sql as $$ select 'good day ' || name $$;
