-- core/0079_platform_events.sql
-- engine: postgres
-- what: tells other services what became of a platform.
-- requires: core/0062_platforms.sql, common/events/0062_publish.sql
-- why: a platform has no tenant, so its events have a key of their own. Not on Citus, which takes no triggers on a
--      table that is on every node: there platforms change with the releases of the services that know them.

create function core.tg_platforms__publish_events()
returns trigger
language plpgsql
volatile
security definer -- writes the outbox, on which those who change platforms have no rights
set search_path = ''
as $$
declare
    subject constant core.platforms not null := coalesce(new, old);
    was_active constant boolean not null := tg_op <> 'INSERT' and old.is_active;
    is_active constant boolean not null := tg_op <> 'DELETE' and new.is_active;
begin
    perform common.publish_event(
        'platform',
        subject.id::text,
        e.type,
        jsonb_build_object(
            'schema_version', 1,
            'platform_id', subject.id,
            'name', subject.name,
            'service_type', subject.service_type,
            'is_active', is_active
        ),
        'core/core'
    )
    from (
        values
        ('core.platform.created', tg_op = 'INSERT'),
        (
            'core.platform.updated',
            tg_op = 'UPDATE'
            and (old.name, old.description, old.service_type) is distinct from (
                subject.name, subject.description, subject.service_type
            )
            or tg_op = 'UPDATE' and is_active and not was_active
        ),
        ('core.platform.deleted', was_active and not is_active)
    ) as e (type, is_due)
    where e.is_due;
    return null;
end;
$$;

create trigger tg_500_publish_events
after insert or delete or update of name, description, service_type, is_active on core.platforms
for each row execute function core.tg_platforms__publish_events();

comment on function core.tg_platforms__publish_events() is 'Publishes core.platform.created, updated and deleted.';
