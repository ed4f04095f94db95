-- core/0070_platform_rules.sql
-- what: only active platforms are connected.
-- requires: core/0060_rows.sql
-- why: what was connected before a platform was switched off stays, and can be disconnected.

create function core.tg__require_active_platform()
returns trigger
language plpgsql
volatile
security definer -- those who write the table need not see platforms
set search_path = ''
as $$
begin
{% if engine == "citus" %}
    -- Not locked: a node cannot lock a row that all nodes have.
    perform 1 from core.platforms as p where p.id = new.platform_id and p.is_active;
{% else %}
    -- Locked, so that it is not switched off at the same moment.
    perform 1 from core.platforms as p where p.id = new.platform_id and p.is_active for share;
{% endif %}
    if found or not new.is_active then
        return new;
    end if;
    -- A platform that does not exist at all is for the foreign key to refuse.
    perform 1 from core.platforms as p where p.id = new.platform_id;
    if not found then
        return new;
    end if;
    raise exception 'the platform is switched off'
    using
        errcode = 'check_violation',
        schema = 'core',
        table = tg_table_name,
        column = 'platform_id',
        hint = 'Only active platforms can be connected.';
end;
$$;

create trigger tg_140_require_active_platform
before insert or update of platform_id, is_active on core.platform_credentials
for each row execute function core.tg__require_active_platform();

create trigger tg_140_require_active_platform
before insert or update of platform_id, is_active on core.user_platform_bindings
for each row execute function core.tg__require_active_platform();

comment on function core.tg__require_active_platform()
is 'Refuses to connect, or to switch on again, what belongs to a platform that is switched off.';
