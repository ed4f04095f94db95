-- seeds/edulink/0010_notification_channels.sql
-- what: the four ways of reaching people.
-- why: a channel that exists is left alone: who delivers, and whether, is for each environment to say.

insert into notification_schema.notification_channels (name, provider, max_per_day)
values
('email', '', null),
('sms', '', 1000),
('push', '', null),
('in_app', 'edulink', null)
on conflict (name) do nothing;
