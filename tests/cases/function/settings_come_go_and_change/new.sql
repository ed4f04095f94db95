-- superuser
create schema a;
create function a.f() returns integer language sql
set search_path = a, "Groß Wild", "$user" set enable_seqscan = on set "a.b_c" = 'it''s' as $$ select 1 $$;
