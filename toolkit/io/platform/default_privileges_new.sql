-- default_privileges_new.sql
-- what: the world of new projects since 30 May 2026, and of all since 30 October 2026.
-- why: what `postgres` makes in `public` is closed to the API roles until somebody grants it. Not quite: TRUNCATE,
--     REFERENCES, TRIGGER (and MAINTAIN) on tables and UPDATE on sequences are still given, and EXECUTE on functions
--     comes through PUBLIC. Run after default_privileges_old.sql, as it was on Supabase.

alter default privileges for role postgres in schema public
revoke select, insert, update, delete on tables from anon, authenticated, service_role;
alter default privileges for role postgres in schema public
revoke usage, select on sequences from anon, authenticated, service_role;
alter default privileges for role postgres in schema public
revoke execute on functions from anon, authenticated, service_role;

alter default privileges for role supabase_admin in schema public
revoke select, insert, update, delete on tables from anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public
revoke usage, select on sequences from anon, authenticated, service_role;
alter default privileges for role supabase_admin in schema public
revoke execute on functions from anon, authenticated, service_role;
