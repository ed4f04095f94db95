-- core/0064_tenant_rules.sql
-- what: a tenant has no more active users than it may have, and does not go while it has any.
-- requires: core/0060_rows.sql
-- why: two that add the last user at the same moment must not both succeed. Each takes the lock of the tenant first,
--      and counts after that.

create function core.tg_users__check_max_users()
returns trigger
language plpgsql
volatile
security definer -- counts users whom the one who adds one may not see
set search_path = ''
as $$
declare
    allowed integer;
    active_users bigint;
begin
    if not new.is_active then
        return null;
    end if;
    if current_setting('transaction_isolation') = 'read committed' then
        -- Not `for update`: that would wait for the key locks of those who are adding users, who wait for us.
        select t.max_users into allowed from core.tenants as t where t.id = new.tenant_id for no key update;
    else
        -- What was added since this transaction began cannot be counted in it: then this update fails, and it is
        -- tried again.
        update core.tenants as t set max_users = t.max_users where t.id = new.tenant_id
        returning t.max_users into allowed;
    end if;

    select count(*) into active_users
    from core.users as u
    where u.tenant_id = new.tenant_id and u.is_active;
    -- A limit of null is never exceeded.
    if active_users > allowed then
        raise exception 'the tenant has all the % users that it may have', allowed
        using
            errcode = 'check_violation',
            schema = 'core',
            table = 'users',
            constraint = 'tg_200_check_max_users',
            hint = 'Switch a user off, or raise max_users of the tenant.';
    end if;
    return null;
end;
$$;

-- The lock of the changed row keeps out those who add users; they count after it.
create function core.tg_tenants__check_max_users()
returns trigger
language plpgsql
volatile
security definer -- counts users whom the one who changes the limit may not see
set search_path = ''
as $$
declare
    active_users bigint;
begin
    select count(*) into active_users
    from core.users as u
    where u.tenant_id = new.id and u.is_active;
    if active_users > new.max_users then
        raise exception 'the tenant has more than % users', new.max_users
        using
            errcode = 'check_violation',
            schema = 'core',
            table = 'tenants',
            column = 'max_users',
            hint = 'Switch users off first.';
    end if;
    return null;
end;
$$;

create function core.tg_tenants__forbid_delete()
returns trigger
language plpgsql
volatile
security definer -- looks for users whom the one who deletes may not see
set search_path = ''
as $$
begin
    perform 1 from core.users as u where u.tenant_id = old.id and u.is_active;
    if found then
        raise exception 'the tenant has active users'
        using
            errcode = 'restrict_violation',
            schema = 'core',
            table = 'tenants',
            hint = 'Switch it off: set is_active to false, or status to closed.';
    end if;
    return old;
end;
$$;

create constraint trigger tg_200_check_max_users
after insert or update of is_active on core.users
not deferrable
for each row execute function core.tg_users__check_max_users();

create constraint trigger tg_200_check_max_users
after update of max_users on core.tenants
not deferrable
for each row
when (new.max_users is distinct from old.max_users)
execute function core.tg_tenants__check_max_users();

create trigger tg_100_forbid_delete
before delete on core.tenants
for each row execute function core.tg_tenants__forbid_delete();

comment on function core.tg_users__check_max_users()
is 'Refuses an active user more than max_users of the tenant allows; those who add users at the same time wait.';
comment on function core.tg_tenants__check_max_users() is 'Refuses a limit that the tenant already exceeds.';
comment on function core.tg_tenants__forbid_delete() is 'Refuses to delete a tenant that has active users.';
