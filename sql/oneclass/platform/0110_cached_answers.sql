-- platform/0110_cached_answers.sql
-- what: sends an answer the way the web caches: for how long it is good, a tag, and 304 to who has it already.
-- requires: platform/0055_cache_limits.sql
-- why: an answer that is not asked for again costs nothing, and one that has not changed costs no transfer. PostgREST
--      puts these settings into its response; outside of it they do nothing. All answers here depend on who asks, so
--      that no cache shared by several people may keep them. Scripts from 0110 on stand on the access functions (0080).

create function platform.is_cached(etag text)
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    headers constant jsonb := nullif(current_setting('request.headers', true), '')::jsonb;
    -- A list of tags, each perhaps marked as weak (W/), or * for any; a proxy that compresses may have noted so in ours.
    tags constant text not null := regexp_replace(
        coalesce(headers ->> 'if-none-match', ''), '-(br|deflate|gzip|zstd)"', '"', 'g'
    );
begin
    -- Not HEAD: of that, PostgREST does not call functions that are stable.
    return coalesce(current_setting('request.method', true) = 'GET', false)
        and (btrim(tags) = '*' or position(is_cached.etag in tags) > 0);
end;
$$;

create function platform.cached_answer(answer text, document jsonb)
returns jsonb
language plpgsql
stable
security definer -- its callers may not read the limits
set search_path = ''
as $$
declare
    etag constant text := '"' || md5(cached_answer.document::text) || '"';
    seconds constant integer := (select l.seconds from platform.cache_limits as l where l.answer = cached_answer.answer);
    headers jsonb not null := '[{"Vary": "Authorization"}]'::jsonb;
begin
    if cached_answer.document is null then
        -- Nothing to see for whoever asks, which may be different as soon as they are somebody.
        perform set_config('response.headers', (headers || '[{"Cache-Control": "no-store"}]')::text, true);
        return null;
    end if;

    headers := headers || jsonb_build_array(
        jsonb_build_object('ETag', etag),
        jsonb_build_object(
            'Cache-Control', case when seconds > 0 then 'private, max-age=' || seconds else 'private, no-cache' end
        )
    );
    perform set_config('response.headers', headers::text, true);
    if platform.is_cached(etag) then
        perform set_config('response.status', '304', true);
        return null;
    end if;
    return cached_answer.document;
end;
$$;

comment on function platform.is_cached(text)
is 'Whether this request says, with If-None-Match, that its sender has the answer with this tag.';
comment on function platform.cached_answer(text, jsonb)
is 'The answer, with headers for caching as cache_limits says; null, and status 304, if the sender has it already.';
