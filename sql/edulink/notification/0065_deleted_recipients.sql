-- notification/0065_deleted_recipients.sql
-- what: calls off what waits for a person at the moment their account is deleted.
-- requires: notification/0060_workers.sql, auth/0020_users.sql
-- why: the key would take away the recipient of these messages, and a message to nobody may not be in the queue. Those
--      with an address or a number of their own stay: a farewell is still to be sent.

create function notification_schema.tg_users__cancel_notifications()
returns trigger
language plpgsql
volatile
security definer -- the auth service deletes accounts and may not write this schema
set search_path = ''
as $$
begin
    perform notification_schema.finish_notification(q.id, 'cancelled')
    from notification_schema.notification_queue as q
    where q.recipient_user_id = old.id and q.recipient_email = '' and q.recipient_phone = '';
    return old;
end;
$$;

create trigger tg_500_cancel_notifications
before delete on auth_schema.users
for each row execute function notification_schema.tg_users__cancel_notifications();

comment on function notification_schema.tg_users__cancel_notifications()
is 'Moves a deleted user''s messages that can reach nobody else to the history, as cancelled.';
