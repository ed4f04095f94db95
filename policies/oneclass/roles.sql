-- policies/oneclass/roles.sql
-- what: the roles of the application and of the service that signs people in, and who enters the schema.
-- why: neither can log in, owns anything, or is above row security; a login role is made a member of one. The
--      application asks in the name of a person, by the same claims as the API does, and sees what that person sees.

create role oneclass_app nologin noinherit;
create role oneclass_auth nologin noinherit;

-- PUBLIC may execute every new function until this is said for the whole database; in one schema it has no effect.
alter default privileges revoke execute on functions from public;

grant usage on schema platform to authenticated, oneclass_app, oneclass_auth;

-- Legacy rows go into every table, and come out again when a run is rolled back. The role is declared by common.
grant usage on schema platform to migration_role;
grant select, insert, update, delete on all tables in schema platform to migration_role;
