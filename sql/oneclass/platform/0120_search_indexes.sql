-- platform/0120_search_indexes.sql
-- what: indexes to find people by what somebody types of their name or address.
-- requires: platform/0030_platform_users.sql
-- why: the beginning of a name is found by any Postgres. Where pg_trgm can be had, so is a part of one: the index below
--      may be made later by the same statement, and search_users() uses it as soon as it is there. The trigrams are of
--      one text, because one index is cheaper to keep than three.

create index platform_users_full_name_idx
on platform.platform_users (lower(first_name || ' ' || last_name) text_pattern_ops);

create index platform_users_last_name_idx on platform.platform_users (lower(last_name) text_pattern_ops);

create index platform_users_email_idx on platform.platform_users (email text_pattern_ops);

do $$
declare
    place text;
begin
    if
        not exists (select from pg_extension as e where e.extname = 'pg_trgm')
        and exists (select from pg_available_extensions as e where e.name = 'pg_trgm')
        and to_regnamespace('extensions') is not null
    then
        create extension pg_trgm with schema extensions;
    end if;
    select e.extnamespace::regnamespace::text into place from pg_extension as e where e.extname = 'pg_trgm';
    if place is not null then
        execute format(
            'create index platform_users_trigram_idx on platform.platform_users'
            ' using gin (lower(first_name || '' '' || last_name || '' '' || email) %s.gin_trgm_ops)',
            place
        );
    end if;
exception
    when insufficient_privilege then
        raise notice 'pg_trgm may not be installed here: people are found by the beginning of a name only';
end;
$$;
