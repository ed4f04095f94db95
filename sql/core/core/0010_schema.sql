-- core/0010_schema.sql
-- what: the schema of the core service.

create schema core;

comment on schema core is 'Tenants, their users, roles, permissions, platform credentials, and the audit trail.';
