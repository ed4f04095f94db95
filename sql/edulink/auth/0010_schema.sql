-- auth/0010_schema.sql
-- what: the schema of the auth service.
-- why: called auth_schema, because a schema called auth belongs to Supabase.

create schema auth_schema;

comment on schema auth_schema is 'Auth service: who may sign in, how, and what happened; nothing about the person.';
