-- institution/0010_schema.sql
-- what: the schema of the institution service.
-- why: each service owns one schema, so that ownership can be read off a name.

create schema institution_schema;

comment on schema institution_schema is 'Institution service: institutions, what they teach, and who belongs to them.';
