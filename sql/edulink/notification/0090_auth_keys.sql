-- notification/0090_auth_keys.sql
-- what: the keys from messages and preferences to the people they are for.
-- requires: notification/0040_notification_queue.sql, notification/0045_notification_history.sql
-- requires: notification/0050_delivery_preferences.sql, auth/0020_users.sql
-- why: what was sent outlives the account, so messages lose their recipient; preferences go with it.

alter table notification_schema.notification_queue
add constraint notification_queue_recipient_user_id_fkey
foreign key (recipient_user_id) references auth_schema.users (id) on delete set null;

alter table notification_schema.notification_history
add constraint notification_history_recipient_user_id_fkey
foreign key (recipient_user_id) references auth_schema.users (id) on delete set null;

alter table notification_schema.delivery_preferences
add constraint delivery_preferences_user_id_fkey
foreign key (user_id) references auth_schema.users (id) on delete cascade;
