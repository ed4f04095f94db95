-- core/0040_distribution.sql
-- engine: citus
-- what: spreads the tenants over the nodes: all rows of a tenant on one, platforms and claimed names on every one.
-- requires: core/0032_audit_events.sql, core/0034_claimed_names.sql, core/0036_pending_events.sql
-- why: between the tables and their keys and triggers: a key may only connect tables that are already side by side, and
--      Citus takes triggers on a distributed table, but distributes no table that has some.

do $$
begin
    if current_setting('citus.enable_unsafe_triggers', true) is distinct from 'on' then
        raise exception 'citus.enable_unsafe_triggers is off'
        using
            errcode = 'object_not_in_prerequisite_state',
            hint = 'Set it for the whole cluster first, on every node: docs/scale.md.';
    end if;
end
$$;

-- Many tables in one transaction: one connection a node, or a second one would wait for the locks of the first.
select set_config('citus.multi_shard_modify_mode', 'sequential', true);

select public.create_reference_table('core.platforms');
select public.create_reference_table('core.claimed_names');

select public.create_distributed_table('core.tenants', 'id');
select public.create_distributed_table('core.users', 'tenant_id', colocate_with => 'core.tenants');
select public.create_distributed_table('core.user_profiles', 'tenant_id', colocate_with => 'core.tenants');
select public.create_distributed_table('core.roles', 'tenant_id', colocate_with => 'core.tenants');
select public.create_distributed_table('core.role_bindings', 'tenant_id', colocate_with => 'core.tenants');
select public.create_distributed_table('core.permissions', 'tenant_id', colocate_with => 'core.tenants');
select public.create_distributed_table('core.permission_bindings', 'tenant_id', colocate_with => 'core.tenants');
select public.create_distributed_table('core.platform_credentials', 'tenant_id', colocate_with => 'core.tenants');
select public.create_distributed_table('core.user_platform_bindings', 'tenant_id', colocate_with => 'core.tenants');
select public.create_distributed_table('core.audit_events', 'tenant_id', colocate_with => 'core.tenants');
select public.create_distributed_table('core.pending_events', 'tenant_id', colocate_with => 'core.tenants');
