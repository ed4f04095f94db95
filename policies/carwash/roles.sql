-- policies/carwash/roles.sql
-- what: the roles of the four features, the schema that they share, and who brings legacy rows into it.
-- why: a feature connects as a login role of its own that is a member of its role. None of these roles can log in, none
--      owns anything, and none is above row security.

create role carwash_auth_role nologin noinherit;
create role carwash_booking_role nologin noinherit;
create role carwash_payment_role nologin noinherit;
create role carwash_location_role nologin noinherit;

-- PUBLIC may execute every new function until this is said for the whole database; in one schema it has no effect.
alter default privileges revoke execute on functions from public;

grant usage on schema carwash to anon, authenticated;
grant usage on schema carwash to carwash_auth_role, carwash_booking_role, carwash_payment_role, carwash_location_role;

-- For the type of sealed tokens, and for rules that ask who is asking. Nobody publishes by themselves: what becomes of
-- accounts is told by a trigger, so that no other feature can say that somebody is gone.
grant usage on schema common to carwash_auth_role, carwash_booking_role;

-- Legacy rows go into every table, and come out again when a run is rolled back. The role is declared by common.
grant usage on schema carwash to migration_role;
grant select, insert, update, delete on carwash.{{ AUTH_TABLE_PREFIX }}users to migration_role;
grant select, insert, update, delete on carwash.{{ AUTH_TABLE_PREFIX }}user_sessions to migration_role;
grant select, insert, update, delete on carwash.{{ AUTH_TABLE_PREFIX }}login_attempts to migration_role;
grant select, insert, update, delete on carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers to migration_role;
grant select, insert, update, delete on carwash.{{ BOOKING_TABLE_PREFIX }}services to migration_role;
grant select, insert, update, delete on carwash.{{ BOOKING_TABLE_PREFIX }}bookings to migration_role;
grant select, insert, update, delete on carwash.{{ BOOKING_TABLE_PREFIX }}booking_services to migration_role;
grant select, insert, update, delete on carwash.{{ BOOKING_TABLE_PREFIX }}booking_history to migration_role;
grant select, insert, update, delete on carwash.{{ PAYMENT_TABLE_PREFIX }}transactions to migration_role;
grant select, insert, update, delete on carwash.{{ LOCATION_TABLE_PREFIX }}locations to migration_role;
grant select, insert, update, delete on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff to migration_role;
