create schema a;
create function a.f(anyelement, b anycompatible default 1.5, c anycompatible default 2) returns anyelement language sql as $$ select $1 $$;
