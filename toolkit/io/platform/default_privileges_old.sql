-- default_privileges_old.sql
-- what: the world of projects made before 30 May 2026, ended everywhere on 30 October 2026.
-- why: what `postgres` makes in `public` is open to the API roles from the first moment, guarded by policies alone.
--     Only `public` has such defaults; other schemas have none in either world. What exists already is not touched.

alter default privileges for role postgres in schema public
grant all on tables to postgres, anon, authenticated, service_role;
alter default privileges for role postgres in schema public
grant all on sequences to postgres, anon, authenticated, service_role;
alter default privileges for role postgres in schema public
grant all on functions to postgres, anon, authenticated, service_role;

alter default privileges for role supabase_admin in schema public
grant all on tables to postgres, anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public
grant all on sequences to postgres, anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public
grant all on functions to postgres, anon, authenticated, service_role;
