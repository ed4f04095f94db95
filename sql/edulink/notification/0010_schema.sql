-- notification/0010_schema.sql
-- what: the schema of the notification service.
-- why: each service owns one schema, so that ownership can be read off a name.

create schema notification_schema;

comment on schema notification_schema
is 'Notification service: what is to be told to whom, how, and what became of it.';
