-- helpers/0060_identity.sql
-- what: who is asking, read from the one setting that PostgREST and Supabase fill: request.jwt.claims.
-- requires: helpers/0010_schema.sql
-- why: auth.uid() raises on a subject that is no uuid, and an error in a policy closes every table at once. These
--      functions never raise: without good claims nobody is signed in, and no policy lets anybody in. Only what the
--      issuer signed is read; user_metadata, which users edit themselves, is not.

create function common.claims()
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    document jsonb;
begin
    -- After a transaction that had claims the setting is '', not null.
    document := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
    if jsonb_typeof(document) = 'object' then
        return document;
    end if;
    return '{}'::jsonb;
exception
    -- Not JSON; a number or a character that jsonb cannot hold; too long or nested too deeply. Before Postgres 16 one
    -- can only try.
    when data_exception or program_limit_exceeded then
        return '{}'::jsonb;
end;
$$;

create function common.app_metadata()
returns jsonb
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    metadata jsonb not null := coalesce(common.claims() -> 'app_metadata', '{}');
begin
    if jsonb_typeof(metadata) = 'object' then
        return metadata;
    end if;
    return '{}'::jsonb;
end;
$$;

create function common.to_uuid(candidate text)
returns uuid
language plpgsql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
begin
    if candidate ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
        return candidate::uuid;
    end if;
    return null;
end;
$$;

create function common.current_user_id()
returns uuid
language plpgsql
stable
security invoker
set search_path = ''
as $$
begin
    return common.to_uuid(common.claims() ->> 'sub');
end;
$$;

comment on function common.claims()
is 'The signed claims of this request; an empty object if there are none or they are malformed.';
comment on function common.app_metadata()
is 'The claims that only the issuer can set, such as a tenant; an empty object if there are none.';
comment on function common.to_uuid(text) is 'The text as a uuid; null if it is none in the usual form.';
comment on function common.current_user_id()
is 'The signed-in user: the subject of the claims; null without one, or if it is no uuid.';
