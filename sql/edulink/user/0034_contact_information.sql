-- user/0034_contact_information.sql
-- what: one row per way to reach or find a person.
-- requires: user/0020_user_profiles.sql
-- why: how many there are, and of which kind, differs from person to person.

create table user_schema.contact_information (
    id uuid not null default gen_random_uuid(),
    user_profile_id uuid not null,
    contact_type text not null,
    value text not null,
    is_primary boolean not null default false,
    is_verified boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint contact_information_pkey primary key (id),
    constraint contact_information_user_profile_id_contact_type_value_key
    unique (user_profile_id, contact_type, value),
    constraint contact_information_user_profile_id_fkey
    foreign key (user_profile_id) references user_schema.user_profiles (id) on delete cascade,
    constraint contact_information_contact_type_check check (
        contact_type in ('email', 'phone', 'address', 'github', 'linkedin', 'twitter', 'portfolio', 'website')
    )
);

alter table user_schema.contact_information enable row level security;
alter table user_schema.contact_information force row level security;

-- One of each kind comes first.
create unique index contact_information_user_profile_id_contact_type_key
on user_schema.contact_information (user_profile_id, contact_type)
where is_primary;

create trigger tg_900_set_updated_at
before update on user_schema.contact_information
for each row execute function common.tg__set_updated_at();

comment on table user_schema.contact_information is 'Ways to reach or find a person, one row each.';
comment on column user_schema.contact_information.id is 'The contact.';
comment on column user_schema.contact_information.user_profile_id is 'Profile of the person.';
comment on column user_schema.contact_information.contact_type is 'Kind of contact.';
comment on column user_schema.contact_information.value is 'Address, number or URL.';
comment on column user_schema.contact_information.is_primary is 'The one to use among those of its kind.';
comment on column user_schema.contact_information.is_verified is 'It is known to be theirs.';
comment on column user_schema.contact_information.created_at is 'When the row was made.';
comment on column user_schema.contact_information.updated_at is 'When the row was last changed; kept by a trigger.';
