-- core/0074_audit_partitions.sql
-- what: makes the months of the audit trail, and drops those that need not be kept.
-- requires: core/0032_audit_events.sql, core/0060_rows.sql
-- why: a partition read by its own name meets no policy of its parent, so each is closed when it is made: row security
--      enabled and forced, no policy, no grant. Months are those of UTC, whatever the session's time zone is. Both may
--      be called again and again, and by several at once. Call the first monthly at least; what comes for a month
--      without partition waits in the default one and is moved later.

create function core.require_upkeep()
returns void
language plpgsql
stable
security invoker -- for the functions below, which run as the owner
set search_path = ''
as $$
declare
    acting_role text not null := current_setting('role');
    table_owner oid;
begin
    if acting_role = 'none' then
        acting_role := session_user;
    end if;
    select c.relowner into table_owner from pg_class as c where c.oid = 'core.audit_events'::regclass;
    if not (
        pg_has_role(acting_role, table_owner, 'usage')
        or exists (
            select from pg_roles as r
            where
                r.rolname in ('core_service_role', 'core_migrator') and pg_has_role(acting_role, r.oid, 'usage')
        )
    ) then
        raise exception 'not allowed to keep the audit trail' using errcode = 'insufficient_privilege';
    end if;
end;
$$;

create function core.make_audit_partitions(months_ahead integer default 3)
returns integer
language plpgsql
volatile
security definer -- only the owner of a table can give it partitions
set search_path = ''
as $$
declare
    this_month constant date not null := date_trunc('month', now() at time zone 'UTC')::date;
    month date;
    partition_name text;
    made integer not null := 0;
begin
    perform core.require_upkeep();
    if make_audit_partitions.months_ahead not between 0 and 120 then
        raise exception 'months_ahead is between 0 and 120' using errcode = 'invalid_parameter_value';
    end if;

{% if engine == "citus" %}
    -- What reads and makes tables in one transaction goes through one connection a node.
    perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
{% endif %}
    -- One at a time: whoever comes second finds the partitions made.
    perform pg_advisory_xact_lock(hashtextextended('core.audit_events', 0));

    for month in
        select m.due
        from (
            select (this_month + make_interval(months => n))::date as due
            from generate_series(0, make_audit_partitions.months_ahead) as g (n)
            -- And whatever month waits in the default partition; not those of a clock that is years ahead.
            union
            select date_trunc('month', a.occurred_at at time zone 'UTC')::date as due
            from core.audit_events_default as a
            where
                isfinite(a.occurred_at)
                and a.occurred_at < this_month + make_interval(months => make_audit_partitions.months_ahead + 1)
        ) as m
        order by m.due
    loop
        partition_name := 'audit_events_' || to_char(month, 'YYYYMM');
        if to_regclass('core.' || partition_name) is null then
            perform core.make_audit_partition(
                partition_name, month::timestamp at time zone 'UTC',
                (month + interval '1 month')::timestamp at time zone 'UTC'
            );
            made := made + 1;
        end if;
    end loop;
    return made;
end;
$$;

create function core.close_audit_partition(partition_name text, from_moment timestamptz)
returns void
language plpgsql
volatile
security invoker -- for make_audit_partition, which runs as the owner
set search_path = ''
as $$
declare
    grantees text;
begin
    execute format('alter table core.%I enable row level security', partition_name);
    execute format('alter table core.%I force row level security', partition_name);
    -- What default privileges have given away, to whomever.
    select string_agg(distinct case a.grantee when 0 then 'public' else a.grantee::regrole::text end, ', ')
    into grantees
    from pg_class as c
    cross join aclexplode(c.relacl) as a
    where c.oid = ('core.' || quote_ident(partition_name))::regclass and a.grantee <> c.relowner;
    if grantees is not null then
        execute format('revoke all on core.%I from %s', partition_name, grantees);
    end if;
    execute format(
        'comment on table core.%I is %L',
        partition_name,
        'Entries of ' || to_char(from_moment at time zone 'UTC', 'YYYY-MM') || '.'
    );
end;
$$;

create function core.make_audit_partition(partition_name text, from_moment timestamptz, to_moment timestamptz)
returns void
language plpgsql
volatile
security invoker -- for make_audit_partitions, which runs as the owner
set search_path = ''
as $$
begin
{% if engine == "citus" %}
    -- Where no row waits for it, the short way: Citus distributes what is made as a partition.
    perform 1 from core.audit_events_default as a where a.occurred_at >= from_moment and a.occurred_at < to_moment;
    if not found then
        execute format(
            'create table core.%I partition of core.audit_events for values from (%L) to (%L)',
            partition_name, from_moment, to_moment
        );
        perform core.close_audit_partition(partition_name, from_moment);
        return;
    end if;

{% endif %}
    -- First a table of its own, closed from the start; it becomes a partition when the rows of its month are in it.
    execute format(
        'create table core.%I (like core.audit_events including defaults including constraints)', partition_name
    );
    perform core.close_audit_partition(partition_name, from_moment);
    execute format(
        'alter table core.%I add constraint %I check (occurred_at >= %L and occurred_at < %L)',
        partition_name, partition_name || '_occurred_at_check', from_moment, to_moment
    );
{% if engine == "citus" %}
    perform public.create_distributed_table('core.' || partition_name, 'tenant_id', colocate_with => 'core.tenants');
{% endif %}
    -- Nobody writes the default partition meanwhile, or a row could be left behind.
    lock table core.audit_events_default in share row exclusive mode;
    execute format(
        'insert into core.%I select * from core.audit_events_default where occurred_at >= $1 and occurred_at < $2',
        partition_name
    ) using from_moment, to_moment;
    delete from core.audit_events_default as a
    where a.occurred_at >= from_moment and a.occurred_at < to_moment;
    execute format(
        'alter table core.audit_events attach partition core.%I for values from (%L) to (%L)',
        partition_name, from_moment, to_moment
    );
    -- The bounds say it now.
    execute format(
        'alter table core.%I drop constraint %I', partition_name, partition_name || '_occurred_at_check'
    );
end;
$$;

create function core.drop_audit_partitions(retention interval)
returns integer
language plpgsql
volatile
security definer -- only the owner of a table can drop it
set search_path = ''
as $$
declare
    -- The last moment that need not be kept.
    limit_moment constant timestamptz not null := now() - drop_audit_partitions.retention;
    item record;
    dropped integer not null := 0;
begin
    perform core.require_upkeep();
    if drop_audit_partitions.retention < interval '1 month' then
        raise exception 'the audit trail is kept for a month at least' using errcode = 'invalid_parameter_value';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('core.audit_events', 0));

    for item in
        select c.relname as partition_name
        from pg_inherits as i
        join pg_class as c on c.oid = i.inhrelid
        where
            i.inhparent = 'core.audit_events'::regclass
            and c.relname ~ '^audit_events_[0-9]{6}$'
            -- Whole months only: the last moment of it is over.
            and (
                to_date(right(c.relname, 6), 'YYYYMM') + interval '1 month'
            )::timestamp at time zone 'UTC' <= limit_moment
        order by c.relname
    loop
        execute format('drop table core.%I', item.partition_name);
        dropped := dropped + 1;
    end loop;
    return dropped;
end;
$$;

comment on function core.require_upkeep()
is 'Raises unless the session acts as the owner of the audit trail, core_service_role or core_migrator.';
comment on function core.make_audit_partitions(integer)
is 'Makes the partitions of this month, of so many after it, and of every month before that has rows in the default '
'partition, which are moved; returns how many it made.';
comment on function core.close_audit_partition(text, timestamptz)
is 'Leaves a partition to its owner: row security enabled and forced, no policy, no grant.';
comment on function core.make_audit_partition(text, timestamptz, timestamptz)
is 'Makes one closed partition and moves its rows out of the default one.';
comment on function core.drop_audit_partitions(interval)
is 'Drops the partitions of months that ended longer ago than this; returns how many.';
