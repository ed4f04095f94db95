-- policies/edulink/roles.sql
-- what: the roles of the six services, the schemas they may enter, and what they may do with tables made later.
-- why: a service connects as a login role of its own that is a member of its service role. None of these roles can log
--      in, none owns anything, and none is above row security.

create role auth_service_role nologin noinherit;
create role user_service_role nologin noinherit;
create role institution_service_role nologin noinherit;
create role notification_service_role nologin noinherit;
create role application_service_role nologin noinherit;
create role internship_service_role nologin noinherit;

-- PUBLIC may execute every new function until this is said for the whole database; in one schema it has no effect.
alter default privileges revoke execute on functions from public;

-- Signed-in users enter all six schemas; what they find there is granted by name.
grant usage on schema auth_schema to auth_service_role, authenticated;
grant usage on schema user_schema to user_service_role, authenticated;
grant usage on schema institution_schema to institution_service_role, anon, authenticated;
grant usage on schema notification_schema to notification_service_role, authenticated;
grant usage on schema application_schema to application_service_role, authenticated;
grant usage on schema internship_schema to internship_service_role, authenticated;

-- Who reads what of whom: row "service", column "schema" of the matrix in README.md.
grant usage on schema auth_schema to user_service_role, notification_service_role, application_service_role;
grant usage on schema auth_schema to internship_service_role;
grant usage on schema user_schema to institution_service_role, notification_service_role, application_service_role;
grant usage on schema user_schema to internship_service_role;
grant usage on schema institution_schema to user_service_role, notification_service_role, application_service_role;
grant usage on schema institution_schema to internship_service_role;
grant usage on schema application_schema to notification_service_role, internship_service_role;
grant usage on schema internship_schema to notification_service_role, application_service_role;

-- Tables and sequences that a later script makes belong to their service from the start; they are closed all the same
-- until the service has a policy on them. Nobody else gets anything by default.
alter default privileges in schema auth_schema grant select, insert, update, delete on tables to auth_service_role;
alter default privileges in schema auth_schema grant usage, select on sequences to auth_service_role;
alter default privileges in schema user_schema grant select, insert, update, delete on tables to user_service_role;
alter default privileges in schema user_schema grant usage, select on sequences to user_service_role;
alter default privileges in schema institution_schema
grant select, insert, update, delete on tables to institution_service_role;
alter default privileges in schema institution_schema grant usage, select on sequences to institution_service_role;
alter default privileges in schema notification_schema
grant select, insert, update, delete on tables to notification_service_role;
alter default privileges in schema notification_schema grant usage, select on sequences to notification_service_role;
alter default privileges in schema application_schema
grant select, insert, update, delete on tables to application_service_role;
alter default privileges in schema application_schema grant usage, select on sequences to application_service_role;
alter default privileges in schema internship_schema
grant select, insert, update, delete on tables to internship_service_role;
alter default privileges in schema internship_schema grant usage, select on sequences to internship_service_role;

-- Legacy rows go into every table, and come out again when a run is rolled back. The role is declared by common.
grant usage on schema auth_schema, user_schema, institution_schema to migration_role;
grant usage on schema notification_schema, application_schema, internship_schema to migration_role;
grant select, insert, update, delete on all tables in schema auth_schema, user_schema, institution_schema
to migration_role;
grant select, insert, update, delete on all tables in schema notification_schema, application_schema, internship_schema
to migration_role;
