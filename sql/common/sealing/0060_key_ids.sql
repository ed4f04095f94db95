-- sealing/0060_key_ids.sql
-- what: which key opens an envelope.
-- requires: sealing/0010_sealed.sql
-- why: the id stands in clear in the envelope, so nobody has to keep it beside it by hand. A column that shows it:
--      `key_id text generated always as (common.sealed_key_id(secret_enc)) stored`.

create function common.sealed_key_id(envelope bytea)
returns text
language plpgsql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
begin
    -- One after the other: get_byte raises for an octet that is not there.
    if octet_length(envelope) < 31 then
        return null;
    elsif get_byte(envelope, 0) <> 1 or octet_length(envelope) < 30 + get_byte(envelope, 1) then
        return null;
    end if;
    -- Null where no word stands.
    return substring(
        encode(substr(envelope, 3, get_byte(envelope, 1)), 'escape') from '^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$'
    );
end;
$$;

comment on function common.sealed_key_id(bytea) is 'Id of the key that opens an envelope; null if the value is none.';
