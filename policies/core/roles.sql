-- policies/core/roles.sql
-- what: the roles of core, and what they need of common.
-- why: a service, a reader of reports and whoever repairs rows connect as login roles of their own, which are members
--      of one of these. None logs in by itself, none owns anything, and none is above row security: who owns the tables
--      is the deployer (docs/decisions/the-deployer-owns-everything.md), so core_migrator is let into all tenants by
--      policies. No default privileges: months of the audit trail are tables, and they are closed.

{% if engine == "citus" %}
-- The coordinator reaches the other nodes as the role that a session has taken, so there these log in: without a
-- password, and only from the coordinator (pg_hba.conf, docs/scale.md).
create role core_service_role login noinherit;
create role core_readonly_role login noinherit;
create role core_migrator login noinherit;
{% else %}
create role core_service_role nologin noinherit;
create role core_readonly_role nologin noinherit;
create role core_migrator nologin noinherit;
{% endif %}

-- PUBLIC may execute every new function until this is said for the whole database; in one schema it has no effect.
alter default privileges revoke execute on functions from public;

{% if engine == "citus" %}
-- As anon every request begins, with core.pre_request().
grant usage on schema core to anon;
{% endif %}
grant usage on schema core to authenticated, core_service_role, core_readonly_role, core_migrator;

-- Who is asking, and which key a credential is sealed with.
grant usage on schema common to core_service_role, core_readonly_role, core_migrator;
grant execute on function common.claims() to core_service_role, core_readonly_role;
grant execute on function common.app_metadata() to core_service_role, core_readonly_role;
grant execute on function common.to_uuid(text) to core_service_role, core_readonly_role;
grant execute on function common.sealed_key_id(bytea) to core_service_role, core_migrator;
