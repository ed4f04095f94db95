-- platform/0010_schema.sql
-- what: the schema of the platform service.
-- why: schools, people and memberships refer to each other in every row, so they are one service.

create schema platform;

comment on schema platform is 'Schools, the people in them, and what each may do where.';
