-- application/0010_schema.sql
-- what: the schema of the application service.
-- why: each service owns one schema, so that ownership can be read off a name.

create schema application_schema;

comment on schema application_schema
is 'Application service: who applied for what, with which papers, and how it went.';
