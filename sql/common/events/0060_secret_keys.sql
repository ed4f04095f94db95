-- events/0060_secret_keys.sql
-- what: refuses events with a key in the payload that names a secret.
-- requires: events/0020_outbox_events.sql
-- why: events leave the database and are kept by whoever reads them. The message names the key, and not the value; that
--      is also why this is a trigger: the message of a failed check shows the row.

create function common.secret_keys(document jsonb)
returns text[]
language plpgsql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
begin
    return array(
        select distinct k.key
        from (
            -- At any depth. A boolean about a secret is not a secret.
            select j.key #>> '{}' as key
            from jsonb_path_query(
                document, '$.** ? (@.type() == "object").keyvalue() ? (@.value.type() != "boolean").key'
            ) as j (key)
        ) as k
        where
            -- In any spelling: access_token, accessToken, access-token-2.
            translate(lower(k.key), '_-0123456789', '') ~ (
                '(password|passwd|pwd|passphrase|passcode|secret|token|credential|cookie|authorization|otp'
                || '|(api|private|secret|session|access|signing|encryption)key'
                || '|(backup|recovery|reset|verification|otp|mfa)code)s?(hash|enc|encrypted|digest)?$'
            )
        order by k.key
    );
end;
$$;

create function common.tg_outbox_events__refuse_secrets()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    found_keys text[] not null := common.secret_keys(new.payload);
begin
    if found_keys <> '{}' then
        raise exception 'the payload of a % event names a secret: %', new.type, array_to_string(found_keys, ', ')
        using
            errcode = 'check_violation',
            schema = tg_table_schema,
            table = tg_table_name,
            column = 'payload',
            hint = 'Publish the id; a consumer that may know the rest can read it.';
    end if;
    return new;
end;
$$;

create trigger tg_100_refuse_secrets
before insert or update of payload on common.outbox_events
for each row execute function common.tg_outbox_events__refuse_secrets();

comment on function common.secret_keys(jsonb)
is 'Keys of a document, at any depth, that name a password, token or other secret; sorted, empty if there are none.';
comment on function common.tg_outbox_events__refuse_secrets()
is 'Refuses an event of which the payload has a key that names a secret.';
