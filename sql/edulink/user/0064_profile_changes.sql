-- user/0064_profile_changes.sql
-- what: writes the history of a profile, and tells other services what became of it.
-- requires: user/0050_profile_history.sql, common/helpers/0064_row_triggers.sql, common/events/0062_publish.sql
-- why: from a trigger, so that no way of changing a profile forgets it. The history has the values; the events have
--      only the names of the columns, since they are about people and leave the database. Copies of the account are in
--      the history, but in no event here: the auth service told of them.

create function user_schema.tg_user_profiles__write_history()
returns trigger
language plpgsql
volatile
security definer -- those who change their own profile may not write its history
set search_path = ''
as $$
declare
    before constant jsonb not null := to_jsonb(old) - '{updated_at,last_ip_address,user_agent}'::text[];
    after constant jsonb not null := to_jsonb(new) - '{updated_at,last_ip_address,user_agent}'::text[];
    changed_fields constant text[] not null := common.changed_keys(before, after);
begin
    if changed_fields = '{}' or common.is_migrating() then
        return null;
    end if;

    insert into user_schema.profile_history (
        user_profile_id, action, changed_fields, old_data, new_data, changed_by
    )
    select
        new.id,
        case
            when new.is_deleted and not old.is_deleted then 'deleted'
            when old.is_deleted and not new.is_deleted then 'restored'
            else 'updated'
        end,
        changed_fields,
        jsonb_object_agg(f.changed, before -> f.changed),
        jsonb_object_agg(f.changed, after -> f.changed),
        common.current_user_id()
    from unnest(changed_fields) as f (changed);
    return null;
end;
$$;

create trigger tg_300_write_history
after update on user_schema.user_profiles
for each row execute function user_schema.tg_user_profiles__write_history();

create function user_schema.tg_user_profiles__publish_events()
returns trigger
language plpgsql
volatile
security definer -- writes the outbox, on which those who change profiles have no rights
set search_path = ''
as $$
declare
    profile constant user_schema.user_profiles := coalesce(new, old);
    unpublished constant text[] not null
    := '{email,role,is_active,is_verified,last_ip_address,user_agent,updated_at,deleted_at}';
    payload jsonb not null := jsonb_build_object('user_profile_id', profile.id, 'user_id', profile.auth_user_id);
    changed_fields text[];
    event_type text;
begin
    if common.is_migrating() then
        return null;
    end if;

    case
        when tg_op = 'INSERT' then
            event_type := 'profile.created';
        when tg_op = 'DELETE' then
            -- Once: a profile marked as deleted may be removed later.
            event_type := case when not old.is_deleted then 'profile.deleted' end;
        when new.is_deleted and not old.is_deleted then
            event_type := 'profile.deleted';
        else
            changed_fields := common.changed_keys(to_jsonb(old) - unpublished, to_jsonb(new) - unpublished);
            event_type := case when changed_fields <> '{}' then 'profile.updated' end;
            payload := payload || jsonb_build_object('changed_fields', changed_fields);
    end case;

    if event_type is not null then
        perform common.publish_event('profile', profile.id::text, event_type, payload, 'edulink/user');
    end if;
    return null;
end;
$$;

create trigger tg_500_publish_events
after insert or update or delete on user_schema.user_profiles
for each row execute function user_schema.tg_user_profiles__publish_events();

comment on function user_schema.tg_user_profiles__write_history()
is 'Notes in profile_history which columns of a profile changed, from what to what, and who was signed in; not while '
'legacy rows come in.';
comment on function user_schema.tg_user_profiles__publish_events()
is 'Publishes profile.created, updated and deleted; not while legacy rows come in.';
