-- 050_storage.sql
-- unless: to_regclass('storage.objects') is not null
-- what: buckets and objects of the file storage, and the functions that policies on them use.
-- why: projects write policies on storage.objects and refer to both tables.
-- real: names, types, grants, row security. Not the rest of the schema, and no file is ever stored.

create table storage.buckets (
    id text not null,
    name text not null,
    owner uuid,
    owner_id text,
    public boolean default false,
    file_size_limit bigint,
    allowed_mime_types text[],
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    constraint buckets_pkey primary key (id)
);

create unique index bname on storage.buckets (name);

create table storage.objects (
    id uuid not null default gen_random_uuid(),
    bucket_id text,
    name text,
    owner uuid,
    owner_id text,
    version text,
    metadata jsonb,
    user_metadata jsonb,
    path_tokens text[] generated always as (string_to_array(name, '/')) stored,
    created_at timestamptz default now(),
    updated_at timestamptz default now(),
    last_accessed_at timestamptz default now(),
    constraint objects_pkey primary key (id),
    constraint "objects_bucketId_fkey" foreign key (bucket_id) references storage.buckets (id)
);

create unique index bucketid_objname on storage.objects (bucket_id, name);

create function storage.foldername(name text)
returns text[]
language sql
immutable
as $$
    select trim_array(string_to_array(foldername.name, '/'), 1)
$$;

create function storage.filename(name text)
returns text
language sql
immutable
as $$
    select (string_to_array(filename.name, '/'))[cardinality(string_to_array(filename.name, '/'))]
$$;

create function storage.extension(name text)
returns text
language sql
immutable
as $$
    select split_part(storage.filename(extension.name), '.', -1)
$$;

alter table storage.buckets owner to supabase_storage_admin;
alter table storage.objects owner to supabase_storage_admin;
alter table storage.buckets enable row level security;
alter table storage.objects enable row level security;
alter function storage.foldername(text) owner to supabase_storage_admin;
alter function storage.filename(text) owner to supabase_storage_admin;
alter function storage.extension(text) owner to supabase_storage_admin;

grant all on storage.buckets, storage.objects to anon, authenticated, service_role;
grant all on storage.buckets, storage.objects to postgres with grant option;
