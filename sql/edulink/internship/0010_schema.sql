-- internship/0010_schema.sql
-- what: the schema of the internship service.
-- why: each service owns one schema, so that ownership can be read off a name.

create schema internship_schema;

comment on schema internship_schema
is 'Internship service: what employers offer, who was placed, and how the weeks went.';
