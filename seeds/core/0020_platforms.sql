-- seeds/core/0020_platforms.sql
-- what: platforms that tenants may connect.
-- why: a platform that exists is left alone: whether it is switched on is for each environment to say.

insert into core.platforms (name, description, service_type)
values
('gmail', 'Mail of Google.', 'email'),
('outlook', 'Mail of Microsoft.', 'email'),
('slack', 'Channels and messages.', 'chat'),
('whatsapp', 'Messages to telephones.', 'chat'),
('twilio_sms', 'Text messages.', 'sms'),
('twilio_voice', 'Telephone calls.', 'call'),
('google_calendar', 'Calendars of Google.', 'calendar')
on conflict (name) do nothing;
