-- policies/common/roles.sql
-- what: the roles that no single system owns, and what PUBLIC may do: nothing.
-- why: legacy rows go into every system, and events come out of every system. Neither role can log in; a login role of
--      whoever does the work is made a member of one.

create role migration_role nologin noinherit bypassrls;
create role event_worker nologin noinherit;

-- The first script says so too, before the first function; here it is part of the state that is kept.
alter default privileges revoke execute on functions from public;
