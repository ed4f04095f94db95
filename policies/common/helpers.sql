-- policies/common/helpers.sql
-- what: who may ask who is asking.
-- why: policies, and functions that run as their caller, need the identity of that caller and nothing else from here.
--      Trigger functions need no grant: Postgres does not ask for one when it fires a trigger.

grant usage on schema common to anon, authenticated, migration_role, event_worker;

grant execute on function common.claims() to anon, authenticated;
grant execute on function common.app_metadata() to anon, authenticated;
grant execute on function common.current_user_id() to anon, authenticated;
grant execute on function common.to_uuid(text) to anon, authenticated;

grant execute on function common.is_migrating() to migration_role;
grant execute on function common.uuid3(uuid, text) to migration_role;
grant execute on function common.legacy_id(text) to migration_role;
