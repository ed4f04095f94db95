-- policies/edulink/notification.sql
-- what: who reads and writes messages, their templates, and how people want to be reached.
-- why: messages carry what they are about: links that reset a password, codes that confirm an address. So users read
--      none of them here, and only say how they want to be reached.

-- notification_channels, notification_templates, notification_queue, notification_history -----------------------------

create policy notification_channels_all_notification_service
on notification_schema.notification_channels
for all
to notification_service_role
using (true)
with check (true);

grant select, insert, update, delete on notification_schema.notification_channels to notification_service_role;

create policy notification_templates_all_notification_service
on notification_schema.notification_templates
for all
to notification_service_role
using (true)
with check (true);

grant select, insert, update, delete on notification_schema.notification_templates to notification_service_role;

create policy notification_queue_all_notification_service
on notification_schema.notification_queue
for all
to notification_service_role
using (true)
with check (true);

grant select, insert, update, delete on notification_schema.notification_queue to notification_service_role;

create policy notification_history_all_notification_service
on notification_schema.notification_history
for all
to notification_service_role
using (true)
with check (true);

grant select, insert, update, delete on notification_schema.notification_history to notification_service_role;

-- delivery_preferences ------------------------------------------------------------------------------------------------

create policy delivery_preferences_all_notification_service
on notification_schema.delivery_preferences
for all
to notification_service_role
using (true)
with check (true);

create policy delivery_preferences_select_owner
on notification_schema.delivery_preferences
for select
to authenticated
using (
    user_id = (select auth_schema.active_user_id())
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

create policy delivery_preferences_insert_owner
on notification_schema.delivery_preferences
for insert
to authenticated
with check (user_id = (select auth_schema.active_user_id()));

create policy delivery_preferences_update_owner
on notification_schema.delivery_preferences
for update
to authenticated
using (user_id = (select auth_schema.active_user_id()))
with check (user_id = (select auth_schema.active_user_id()));

comment on policy delivery_preferences_select_owner on notification_schema.delivery_preferences
is 'Everybody sees how they want to be reached; a super admin sees all.';
comment on policy delivery_preferences_insert_owner on notification_schema.delivery_preferences
is 'Everybody says how they want to be reached.';
comment on policy delivery_preferences_update_owner on notification_schema.delivery_preferences
is 'Everybody changes how they want to be reached.';

grant select, insert, update, delete on notification_schema.delivery_preferences to notification_service_role;
grant select on notification_schema.delivery_preferences to authenticated;
-- Not the daily limits: they protect the service, not the user.
grant insert (
    user_id,
    email_enabled,
    sms_enabled,
    push_enabled,
    in_app_enabled,
    email_categories,
    sms_categories,
    push_categories,
    in_app_categories,
    quiet_hours_enabled,
    quiet_hours_start,
    quiet_hours_end,
    quiet_hours_timezone
) on notification_schema.delivery_preferences
to authenticated;
grant update (
    email_enabled,
    sms_enabled,
    push_enabled,
    in_app_enabled,
    email_categories,
    sms_categories,
    push_categories,
    in_app_categories,
    quiet_hours_enabled,
    quiet_hours_start,
    quiet_hours_end,
    quiet_hours_timezone
) on notification_schema.delivery_preferences
to authenticated;

-- Functions -----------------------------------------------------------------------------------------------------------

grant execute on function notification_schema.claim_notifications(text, integer) to notification_service_role;
grant execute on function notification_schema.finish_notification(uuid, text, text, text) to notification_service_role;
grant execute on function notification_schema.fail_notification(uuid, text) to notification_service_role;
