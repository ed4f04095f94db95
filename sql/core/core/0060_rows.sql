-- core/0060_rows.sql
-- what: rules for the rows of all tables: they stay in their tenant, belong to their user, and note when they changed.
-- requires: core/0050_keys.sql
-- why: platforms have a script of their own (0062), because Citus takes no triggers on tables that are on every node.

create function core.tg__keep_tenant()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    if new.tenant_id is distinct from old.tenant_id then
        raise exception 'a row stays in its tenant'
        using
            errcode = 'restrict_violation',
            schema = tg_table_schema,
            table = tg_table_name,
            column = 'tenant_id',
            hint = 'Make a new row in the other tenant.';
    end if;
    return new;
end;
$$;

create function core.tg__set_owner()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    new.owner_user_id := coalesce(new.owner_user_id, new.user_id);
    return new;
end;
$$;

-- Nobody but the owner of the table, who makes and drops partitions, takes an entry out; and nobody changes one.
create function core.tg_audit_events__forbid_change()
returns trigger
language plpgsql
volatile
security invoker -- must see who is really changing the row
set search_path = ''
as $$
declare
    table_owner oid;
begin
    if tg_op = 'DELETE' then
        select c.relowner into table_owner from pg_class as c where c.oid = tg_relid;
        if current_user = pg_get_userbyid(table_owner) then
            return old;
        end if;
    end if;
    raise exception 'the audit trail is append-only: % refused', lower(tg_op)
    using
        errcode = 'restrict_violation',
        schema = 'core',
        table = 'audit_events',
        hint = 'Insert an entry that corrects the old one; old months go with core.drop_audit_partitions.';
end;
$$;

create trigger tg_100_keep_tenant
before update of tenant_id on core.users
for each row execute function core.tg__keep_tenant();

create trigger tg_100_keep_tenant
before update of tenant_id on core.user_profiles
for each row execute function core.tg__keep_tenant();

create trigger tg_100_keep_tenant
before update of tenant_id on core.roles
for each row execute function core.tg__keep_tenant();

create trigger tg_100_keep_tenant
before update of tenant_id on core.role_bindings
for each row execute function core.tg__keep_tenant();

create trigger tg_100_keep_tenant
before update of tenant_id on core.permissions
for each row execute function core.tg__keep_tenant();

create trigger tg_100_keep_tenant
before update of tenant_id on core.permission_bindings
for each row execute function core.tg__keep_tenant();

create trigger tg_100_keep_tenant
before update of tenant_id on core.platform_credentials
for each row execute function core.tg__keep_tenant();

create trigger tg_100_keep_tenant
before update of tenant_id on core.user_platform_bindings
for each row execute function core.tg__keep_tenant();

create trigger tg_110_set_owner
before insert or update of user_id, owner_user_id on core.user_profiles
for each row execute function core.tg__set_owner();

create trigger tg_110_set_owner
before insert or update of user_id, owner_user_id on core.role_bindings
for each row execute function core.tg__set_owner();

create trigger tg_110_set_owner
before insert or update of user_id, owner_user_id on core.platform_credentials
for each row execute function core.tg__set_owner();

create trigger tg_110_set_owner
before insert or update of user_id, owner_user_id on core.user_platform_bindings
for each row execute function core.tg__set_owner();

create trigger tg_100_forbid_change
before update or delete on core.audit_events
for each row execute function core.tg_audit_events__forbid_change();

create trigger tg_900_set_updated_at
before update on core.tenants
for each row execute function common.tg__set_updated_at();

create trigger tg_900_set_updated_at
before update on core.users
for each row execute function common.tg__set_updated_at();

create trigger tg_900_set_updated_at
before update on core.user_profiles
for each row execute function common.tg__set_updated_at();

create trigger tg_900_set_updated_at
before update on core.roles
for each row execute function common.tg__set_updated_at();

create trigger tg_900_set_updated_at
before update on core.role_bindings
for each row execute function common.tg__set_updated_at();

create trigger tg_900_set_updated_at
before update on core.permissions
for each row execute function common.tg__set_updated_at();

create trigger tg_900_set_updated_at
before update on core.permission_bindings
for each row execute function common.tg__set_updated_at();

create trigger tg_900_set_updated_at
before update on core.platform_credentials
for each row execute function common.tg__set_updated_at();

create trigger tg_900_set_updated_at
before update on core.user_platform_bindings
for each row execute function common.tg__set_updated_at();

comment on function core.tg__keep_tenant() is 'Before update: refuses to move a row to another tenant.';
comment on function core.tg__set_owner() is 'Before insert or update: a row of a user belongs to that user.';
comment on function core.tg_audit_events__forbid_change()
is 'Before update or delete: refuses it, except to the owner of the table, who may delete.';
