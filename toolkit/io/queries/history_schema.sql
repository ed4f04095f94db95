-- What the toolkit keeps in the databases it looks after. Run under the runner's lock, so that nobody races us.
create schema if not exists toolkit;

revoke all on schema toolkit from public;

comment on schema toolkit is 'What the schema toolkit applied to this database, and when. Written by the toolkit only.';

create table if not exists toolkit.history (
    system_name text not null,
    service_name text not null,
    script_number text not null,
    slug text not null,
    sha256 text not null,
    script text not null,
    statements_done integer,
    applied_by text not null default session_user,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    duration_ms numeric(12, 3),
    toolkit_version text not null,
    constraint history_pkey primary key (system_name, service_name, script_number),
    constraint history_statements_done_check check ((statements_done is null) = (finished_at is not null))
);

alter table toolkit.history enable row level security;

comment on table toolkit.history is 'Versioned scripts that were applied, one row each.';
comment on column toolkit.history.system_name is 'System of the script: the folder under sql/.';
comment on column toolkit.history.service_name is 'Service of the script: the folder under its system.';
comment on column toolkit.history.script_number is 'Number of the script: the first four digits of its file name.';
comment on column toolkit.history.slug is 'Rest of the file name, without its ending.';
comment on column toolkit.history.sha256 is 'SHA-256 of the rendered text, in lower-case hex.';
comment on column toolkit.history.script is 'Rendered text as it was sent.';
comment on column toolkit.history.statements_done is
'Statements done of a script outside a transaction that is not finished; null once it is.';
comment on column toolkit.history.applied_by is 'Role that logged in to apply it.';
comment on column toolkit.history.started_at is 'When it started.';
comment on column toolkit.history.finished_at is 'When it was done; null while it is not.';
comment on column toolkit.history.duration_ms is 'How long it took, in milliseconds.';
comment on column toolkit.history.toolkit_version is 'Version of the toolkit that applied it.';

create table if not exists toolkit.states (
    subject text not null,
    fingerprint text not null,
    detail jsonb not null default '{}',
    applied_by text not null default session_user,
    applied_at timestamptz not null default now(),
    constraint states_pkey primary key (subject)
);

alter table toolkit.states enable row level security;

comment on table toolkit.states is 'Files that describe a state (policies, seeds), as they were last brought in.';
comment on column toolkit.states.subject is 'What is described: `policies`, or the path of a seed file.';
comment on column toolkit.states.fingerprint is 'SHA-256 of all that the state was made from, in lower-case hex.';
comment on column toolkit.states.detail is 'Roles that the files declare, schemas that they cover.';
comment on column toolkit.states.applied_by is 'Role that logged in to bring it in.';
comment on column toolkit.states.applied_at is 'When it was brought in.';
