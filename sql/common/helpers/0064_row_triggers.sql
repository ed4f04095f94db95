-- helpers/0064_row_triggers.sql
-- what: trigger functions for tables of any system: times of change, append-only tables; and what changed in a row.
-- requires: helpers/0062_migration.sql
-- why: a rule that every table keeps is written once. Fire tg__set_updated_at last (tg_900), so that it sees what the
--      triggers before it changed.

create function common.tg__set_updated_at()
returns trigger
language plpgsql
volatile
security definer -- asks is_migrating, which those who write the table need not be allowed to execute
set search_path = ''
as $$
begin
    -- *<> compares bytes: it knows types without equality, and sees a change that = would not (1.0 to 1.00). Generated
    -- columns are not there yet, so that on a table with some every update counts as a change.
    if new *<> old and not common.is_migrating() then
        new.updated_at := now();
    end if;
    return new;
end;
$$;

create function common.tg__forbid_change()
returns trigger
language plpgsql
volatile
security invoker -- must see who is really changing the row
set search_path = ''
as $$
declare
    table_owner oid;
begin
    -- Asked in two steps, because only migration_role may execute is_migrating: others are refused here, one way or
    -- the other. It takes back what it brought in.
    if current_setting('migration.active', true) = 'on' then
        if common.is_migrating() then
            return coalesce(new, old);
        end if;
    end if;

    -- A row goes with its parent, or loses a reference to a deleted row: Postgres does this inside a trigger and as
    -- the owner of the table. Neither alone will do, since anybody may put a trigger on a temporary table.
    select c.relowner into table_owner from pg_class as c where c.oid = tg_relid;
    if tg_level = 'ROW' and pg_trigger_depth() > 1 and current_user = pg_get_userbyid(table_owner) then
        return coalesce(new, old);
    end if;

    raise exception '%.% is append-only: % refused', tg_table_schema, tg_table_name, lower(tg_op)
    using
        errcode = 'restrict_violation',
        schema = tg_table_schema,
        table = tg_table_name,
        hint = 'Insert a row that corrects the old one.';
end;
$$;

create function common.changed_keys(before jsonb, after jsonb)
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
        select k.key
        from jsonb_object_keys(before || after) as k (key)
        where before -> k.key is distinct from after -> k.key
        order by k.key
    );
end;
$$;

comment on function common.tg__set_updated_at()
is 'Before update: notes the time of a change in updated_at, if anything changed; not while legacy rows come in.';
comment on function common.tg__forbid_change()
is 'Before update, delete or truncate: refuses it, except where a foreign key says so and for legacy rows.';
comment on function common.changed_keys(jsonb, jsonb)
is 'Names of the keys whose values differ between two objects, sorted; a row is given as to_jsonb(row).';
