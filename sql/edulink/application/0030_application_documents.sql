-- application/0030_application_documents.sql
-- what: one row per paper handed in with an application.
-- requires: application/0020_applications.sql
-- why: the bytes are in a file store; the row says which file, and who vouches for it.

create table application_schema.application_documents (
    id uuid not null default gen_random_uuid(),
    application_id uuid not null,
    document_type text not null default 'other',
    file text not null,
    original_filename text not null,
    file_size integer not null,
    uploaded_by uuid,
    description text not null default '',
    is_verified boolean not null default false,
    verified_by uuid,
    verified_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint application_documents_pkey primary key (id),
    constraint application_documents_application_id_fkey
    foreign key (application_id) references application_schema.applications (id) on delete cascade,
    constraint application_documents_document_type_check check (
        document_type in (
            'resume', 'cover_letter', 'transcript', 'portfolio', 'recommendation', 'certificate', 'other'
        )
    ),
    constraint application_documents_file_size_check check (file_size >= 0)
);

alter table application_schema.application_documents enable row level security;
alter table application_schema.application_documents force row level security;

create index application_documents_application_id_idx
on application_schema.application_documents (application_id);

create trigger tg_900_set_updated_at
before update on application_schema.application_documents
for each row execute function common.tg__set_updated_at();

comment on table application_schema.application_documents is 'Papers handed in with applications, one row each.';
comment on column application_schema.application_documents.id is 'The paper.';
comment on column application_schema.application_documents.application_id is 'Application it belongs to.';
comment on column application_schema.application_documents.document_type is 'What it is.';
comment on column application_schema.application_documents.file is 'Path in the file store.';
comment on column application_schema.application_documents.original_filename is 'What the student called the file.';
comment on column application_schema.application_documents.file_size is 'Size in bytes.';
comment on column application_schema.application_documents.uploaded_by
is 'Profile of who handed it in; no key: it outlives them.';
comment on column application_schema.application_documents.description is 'What the student says about it.';
comment on column application_schema.application_documents.is_verified is 'Somebody has checked that it is genuine.';
comment on column application_schema.application_documents.verified_by
is 'Profile of who checked it; no key: it outlives them.';
comment on column application_schema.application_documents.verified_at is 'When it was checked; null if it was not.';
comment on column application_schema.application_documents.created_at is 'When it was handed in.';
comment on column application_schema.application_documents.updated_at
is 'When the row was last changed; kept by a trigger.';
