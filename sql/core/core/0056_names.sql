-- core/0056_names.sql
-- engine: citus
-- what: claims names for the whole platform, and refuses rows whose name is not claimed for them.
-- requires: core/0040_distribution.sql
-- why: the trigger reads a table that is on the node of the row; writing it takes all nodes, which only the coordinator
--      can do. So a service claims first, and then writes the row, in one transaction or in two.

create function core.account_name(platform_id uuid, service text, platform_user_id text)
returns text
language plpgsql
immutable
security invoker
set search_path = ''
as $$
begin
    return platform_id::text || ':' || service || ':' || platform_user_id;
end;
$$;

create function core.claim_name(kind text, name text, tenant_id uuid, holder_id uuid)
returns boolean
language plpgsql
volatile
security definer -- services see no names of other tenants
set search_path = ''
as $$
declare
    claimed constant text := case when claim_name.kind = 'username' then lower(claim_name.name) else claim_name.name end;
begin
    if claim_name.tenant_id is distinct from core.claimed_tenant() then
        raise exception 'not your tenant' using errcode = 'insufficient_privilege';
    end if;
    insert into core.claimed_names (kind, name, tenant_id, holder_id)
    values (claim_name.kind, claimed, claim_name.tenant_id, claim_name.holder_id)
    on conflict on constraint claimed_names_pkey do nothing;
    perform 1
    from core.claimed_names as n
    where
        n.kind = claim_name.kind
        and n.name = claimed
        and n.tenant_id = claim_name.tenant_id
        and n.holder_id = claim_name.holder_id;
    return found;
end;
$$;

create function core.release_name(kind text, name text, tenant_id uuid)
returns boolean
language plpgsql
volatile
security definer -- services see no names of other tenants
set search_path = ''
as $$
begin
    if release_name.tenant_id is distinct from core.claimed_tenant() then
        raise exception 'not your tenant' using errcode = 'insufficient_privilege';
    end if;
    delete from core.claimed_names as n
    where
        n.kind = release_name.kind
        and n.name = case when release_name.kind = 'username' then lower(release_name.name) else release_name.name end
        and n.tenant_id = release_name.tenant_id;
    return found;
end;
$$;

create function core.require_name(kind text, name text, tenant_id uuid, holder_id uuid)
returns void
language plpgsql
stable
security invoker -- for the triggers below, which run as the owner
set search_path = ''
as $$
begin
    perform 1
    from core.claimed_names as n
    where
        n.kind = require_name.kind
        and n.name = require_name.name
        and n.tenant_id = require_name.tenant_id
        and n.holder_id = require_name.holder_id;
    if not found then
        raise exception 'the % is not claimed', require_name.kind
        using errcode = 'unique_violation', hint = 'Call core.claim_name first; it says whether the name is free.';
    end if;
end;
$$;

create function core.tg_tenants__require_name()
returns trigger
language plpgsql
volatile
security definer -- reads names, on which those who write the table have no rights
set search_path = ''
as $$
begin
    perform core.require_name('slug', new.slug, new.id, new.id);
    return new;
end;
$$;

create function core.tg_users__require_name()
returns trigger
language plpgsql
volatile
security definer -- reads names, on which those who write the table have no rights
set search_path = ''
as $$
begin
    if new.username is not null then
        perform core.require_name('username', lower(new.username), new.tenant_id, new.id);
    end if;
    return new;
end;
$$;

create function core.tg_user_platform_bindings__require_name()
returns trigger
language plpgsql
volatile
security definer -- reads names, on which those who write the table have no rights
set search_path = ''
as $$
begin
    if new.is_active then
        perform core.require_name(
            'platform_account',
            core.account_name(new.platform_id, new.service, new.platform_user_id),
            new.tenant_id,
            new.user_id
        );
    end if;
    return new;
end;
$$;

create trigger tg_150_require_name
before insert or update of slug on core.tenants
for each row execute function core.tg_tenants__require_name();

create trigger tg_150_require_name
before insert or update of username on core.users
for each row execute function core.tg_users__require_name();

create trigger tg_150_require_name
before insert or update of user_id, platform_id, service, platform_user_id, is_active on core.user_platform_bindings
for each row execute function core.tg_user_platform_bindings__require_name();

comment on function core.account_name(uuid, text, text) is 'What an account on a platform is called in claimed_names.';
comment on function core.claim_name(text, text, uuid, uuid)
is 'Claims a name for a tenant or user; true if it is theirs now, false if it is somebody else''s.';
comment on function core.release_name(text, text, uuid) is 'Gives a name back; false if the tenant does not have it.';
comment on function core.require_name(text, text, uuid, uuid) is 'Raises unless the name is claimed for that holder.';
comment on function core.tg_tenants__require_name() is 'Refuses a tenant whose slug is not claimed for it.';
comment on function core.tg_users__require_name() is 'Refuses a user whose username is not claimed for them.';
comment on function core.tg_user_platform_bindings__require_name()
is 'Refuses an active binding whose account is not claimed for its user.';
