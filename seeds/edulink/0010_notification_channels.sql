-- seeds/edulink/0010_notification_channels.sql
-- what: the four ways of reaching people.
-- why: a channel that exists is left alone: who delivers, and whether, is for each environment to say.

insert into notification_schema.notification_channels (name, provider)
values
('email', ''),
('sms', ''),
('push', ''),
('in_app', 'edulink')
on conflict (name) do nothing;
