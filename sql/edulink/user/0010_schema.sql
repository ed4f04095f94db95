-- user/0010_schema.sql
-- what: the schema of the user service.
-- why: each service owns one schema, so that ownership can be read off a name.

create schema user_schema;

comment on schema user_schema is 'User service: the people behind the accounts, and how they want to be treated.';
