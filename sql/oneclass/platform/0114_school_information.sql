-- platform/0114_school_information.sql
-- what: a school by its subdomain or its id.
-- requires: platform/0110_cached_answers.sql
-- why: the rows are in the API themselves; these answers can be cached. Row security decides what is there: a school
--      that may not be seen and one that does not exist are both null.

create function platform.resolve_subdomain(subdomain text)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return platform.cached_answer(
        'subdomain_mapping',
        (
            select
                jsonb_build_object(
                    'school_id', s.id, 'name', s.name, 'subdomain', s.subdomain, 'status', s.status
                )
            from platform.schools as s
            -- As a browser takes it from the address.
            where s.subdomain = lower(btrim(resolve_subdomain.subdomain))
        )
    );
end;
$$;

create function platform.school_information(school uuid)
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return platform.cached_answer(
        'school_info',
        (
            select to_jsonb(s) - '{created_at,updated_at}'::text[]
            from platform.schools as s
            where s.id = school_information.school
        )
    );
end;
$$;

comment on function platform.resolve_subdomain(text)
is 'Id, name and status of the school with this subdomain; null unless the signed-in person may see it.';
comment on function platform.school_information(uuid)
is 'All that is known of a school; null unless the signed-in person may see it.';
