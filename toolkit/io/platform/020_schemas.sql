-- 020_schemas.sql
-- what: the schemas of the platform, their owners, and who may look into them.
-- why: `postgres` owns the database but may create nothing in auth, storage or realtime.
-- real: all of it. supabase_migrations is not here: the Supabase CLI makes it when it first applies something.

-- From here to the end of the transaction: what is made belongs to the platform.
set local role supabase_admin;

do $$
begin
    execute format('alter database %I owner to postgres', current_database());
    execute format('grant all on database %I to dashboard_user', current_database());
end;
$$;

create schema if not exists auth authorization supabase_admin;
create schema if not exists storage authorization supabase_admin;
create schema if not exists realtime authorization supabase_admin;
create schema if not exists graphql authorization supabase_admin;
create schema if not exists graphql_public authorization supabase_admin;
create schema if not exists vault authorization supabase_admin;
create schema if not exists pgbouncer authorization pgbouncer;
create schema if not exists extensions authorization postgres;
create schema if not exists public authorization pg_database_owner;

grant usage on schema auth, extensions, public, storage, realtime, graphql_public
to anon, authenticated, service_role, postgres;
grant all on schema auth to supabase_auth_admin, dashboard_user;
grant all on schema storage to supabase_storage_admin, dashboard_user;
grant all on schema realtime to supabase_realtime_admin;
grant all on schema extensions to dashboard_user;
