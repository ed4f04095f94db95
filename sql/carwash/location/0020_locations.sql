-- location/0020_locations.sql
-- what: one row per place where cars are washed.
-- requires: auth/0010_schema.sql
-- why: services_offered names services of the booking feature, so no key holds them.

create table carwash.{{ LOCATION_TABLE_PREFIX }}locations (
    id uuid not null default gen_random_uuid(),
    name text not null,
    address text not null,
    city text not null,
    state text not null,
    zip_code text not null,
    country text not null default 'US',
    latitude numeric(10, 8),
    longitude numeric(11, 8),
    phone text,
    email text,
    operating_hours jsonb,
    services_offered uuid[],
    max_concurrent_bookings integer default 5,
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint {{ LOCATION_TABLE_PREFIX }}locations_pkey primary key (id),
    constraint {{ LOCATION_TABLE_PREFIX }}locations_name_check check (char_length(name) <= 100),
    constraint {{ LOCATION_TABLE_PREFIX }}locations_city_check check (char_length(city) <= 50),
    constraint {{ LOCATION_TABLE_PREFIX }}locations_state_check check (char_length(state) <= 20),
    constraint {{ LOCATION_TABLE_PREFIX }}locations_zip_code_check check (char_length(zip_code) <= 10),
    constraint {{ LOCATION_TABLE_PREFIX }}locations_country_check check (char_length(country) <= 2),
    constraint {{ LOCATION_TABLE_PREFIX }}locations_latitude_check check (latitude between -90 and 90),
    constraint {{ LOCATION_TABLE_PREFIX }}locations_longitude_check check (longitude between -180 and 180),
    constraint {{ LOCATION_TABLE_PREFIX }}locations_phone_check check (char_length(phone) <= 20),
    constraint {{ LOCATION_TABLE_PREFIX }}locations_email_check check (char_length(email) <= 255)
);

alter table carwash.{{ LOCATION_TABLE_PREFIX }}locations enable row level security;
alter table carwash.{{ LOCATION_TABLE_PREFIX }}locations force row level security;

create trigger tg_900_set_updated_at
before update on carwash.{{ LOCATION_TABLE_PREFIX }}locations
for each row execute function common.tg__set_updated_at();

comment on table carwash.{{ LOCATION_TABLE_PREFIX }}locations is 'Places where cars are washed, one row each.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.id is 'The place.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.name is 'What it is called.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.address is 'Street and number.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.city is 'Town.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.state is 'State or province.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.zip_code is 'Postal code.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.country is 'Code of the country.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.latitude is 'Degrees north; null if unknown.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.longitude is 'Degrees east; null if unknown.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.phone is 'Number to call; null if there is none.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.email is 'Address to write to; null if there is none.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.operating_hours
is 'When it is open, by day of the week, as an object.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.services_offered
is 'Services of the booking feature that it offers; null if all.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.max_concurrent_bookings
is 'Cars that can be washed at a time.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.is_active is 'Takes bookings.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.created_at is 'When the row was made.';
comment on column carwash.{{ LOCATION_TABLE_PREFIX }}locations.updated_at
is 'When the row was last changed; kept by a trigger.';
