-- helpers/0062_migration.sql
-- what: whether legacy rows are being brought in, and ids for those that had none.
-- requires: helpers/0010_schema.sql
-- why: rows that are brought in keep their times and tell nobody that they are new. Any session may set
--      migration.active, so the setting counts only for the role that migrates.

create function common.is_migrating()
returns boolean
language plpgsql
stable
security invoker
set search_path = ''
as $$
declare
    -- Not current_user: triggers that ask this run as their owner, and then that is who current_user names.
    acting_role text;
begin
    if current_setting('migration.active', true) is distinct from 'on' then
        return false;
    end if;
    acting_role := current_setting('role');
    if acting_role = 'none' then
        acting_role := session_user;
    end if;
    -- 'usage', not 'member': since Postgres 16 whoever made a role is a member of it, without its rights.
    return exists (
        select
        from pg_roles as r
        where r.rolname = 'migration_role' and pg_has_role(acting_role, r.oid, 'usage')
    );
end;
$$;

create function common.uuid3(namespace uuid, label text)
returns uuid
language plpgsql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
declare
    digest bytea not null := decode(md5(uuid_send(namespace) || convert_to(label, 'UTF8')), 'hex');
begin
    digest := set_byte(digest, 6, (get_byte(digest, 6) & 15) | 48); -- version 3
    digest := set_byte(digest, 8, (get_byte(digest, 8) & 63) | 128); -- the variant of RFC 9562
    return encode(digest, 'hex')::uuid;
end;
$$;

create function common.legacy_id(source_path text)
returns uuid
language plpgsql
immutable
strict
parallel safe
security invoker
set search_path = ''
as $$
begin
    return common.uuid3('b1c3229c-cd30-5661-8861-d49f34366361', source_path);
end;
$$;

comment on function common.is_migrating()
is 'True while migration.active is on and the session acts as migration_role or a role that has its rights.';
comment on function common.uuid3(uuid, text)
is 'The version 3 uuid (RFC 9562, MD5) of a label in a namespace; always the same for the same two.';
comment on function common.legacy_id(text)
is 'The id here of a legacy row without a uuid, from "<database>/<table>/<key>"; always the same.';
