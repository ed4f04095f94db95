-- helpers/0010_schema.sql
-- what: the schema that all systems share; and from here on, no function is for everybody.
-- why: PUBLIC may execute every new function until this is said for the whole database; said for one schema it has no
--      effect. It must come before the first function is made.

alter default privileges revoke execute on functions from public;

create schema common;

comment on schema common is 'What all systems share: who is asking, trigger functions, and the outbox of events.';
