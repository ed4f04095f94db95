-- seeds/edulink/0020_notification_templates.sql
-- what: the texts that the services send.
-- why: a template that exists is left alone: whoever words it in an environment has the last word.

insert into notification_schema.notification_templates (
    name, category, notification_type, subject_template, body_template, description, variables
)
values
(
    'email_verification',
    'verification',
    'email',
    'Confirm your e-mail address',
    'Hello {first_name}, please confirm your address within 24 hours: {verification_url}',
    'Sent when an account is made or its address changes.',
    '{"first_name": "who is told", "verification_url": "link, good for 24 hours"}'
),
(
    'password_reset',
    'password_reset',
    'email',
    'Set a new password',
    'Hello {first_name}, set a new password within an hour: {reset_url} If you did not ask for it, do nothing.',
    'Sent when somebody asks for a new password.',
    '{"first_name": "who is told", "reset_url": "link, good for one hour"}'
),
(
    'account_locked',
    'authentication',
    'email',
    'Your account is locked for 30 minutes',
    'Hello {first_name}, there were five failed attempts to sign in. You can try again at {unlocked_at}.',
    'Sent when failed logins lock an account.',
    '{"first_name": "who is told", "unlocked_at": "when the lock ends"}'
),
(
    'welcome',
    'registration',
    'email',
    'Welcome to Edulink',
    'Hello {first_name}, your account is ready. Complete your profile so that employers can find you.',
    'Sent once the address is confirmed.',
    '{"first_name": "who is told"}'
),
(
    'membership_approved',
    'registration',
    'in_app',
    'You are now a member of {institution_name}',
    'Hello {first_name}, {institution_name} has confirmed that you belong to it.',
    'Sent when a membership becomes active.',
    '{"first_name": "who is told", "institution_name": "the institution"}'
),
(
    'application_received',
    'application',
    'in_app',
    'New application: {posting_title}',
    '{student_name} applied for {posting_title}.',
    'Sent to the employer when a student applies.',
    '{"student_name": "who applied", "posting_title": "title of the posting"}'
),
(
    'interview_scheduled',
    'application',
    'email',
    'Interview for {posting_title}',
    'Hello {first_name}, you are invited to an interview on {interview_date}: {interview_location}',
    'Sent when an application reaches interview_scheduled.',
    '{"first_name": "who is told", "posting_title": "title of the posting", "interview_date": "when",
      "interview_location": "place, link or number"}'
),
(
    'application_accepted',
    'application',
    'email',
    'You have the place: {posting_title}',
    'Hello {first_name}, {company_name} has accepted you for {posting_title}. You start on {start_date}.',
    'Sent when an application is accepted.',
    '{"first_name": "who is told", "posting_title": "title of the posting", "company_name": "the employer",
      "start_date": "first day"}'
),
(
    'application_rejected',
    'application',
    'email',
    'Your application for {posting_title}',
    'Hello {first_name}, {company_name} has chosen somebody else for {posting_title}. {reason}',
    'Sent when an application is rejected.',
    '{"first_name": "who is told", "posting_title": "title of the posting", "company_name": "the employer",
      "reason": "what the employer says, or empty"}'
),
(
    'posting_verified',
    'internship',
    'in_app',
    '{posting_title} is online',
    'Your posting {posting_title} has been checked; students can see it now.',
    'Sent to the employer when a posting is verified.',
    '{"posting_title": "title of the posting"}'
),
(
    'logbook_reminder',
    'reminder',
    'push',
    'Your logbook',
    'Hello {first_name}, week {week_number} is missing in your logbook.',
    'Sent when a week has passed without an entry.',
    '{"first_name": "who is told", "week_number": "week of the internship"}'
),
(
    'security_code',
    'authentication',
    'sms',
    '',
    '{code} is your Edulink code. It is good for 5 minutes. We never ask for it.',
    'Sent when somebody signs in with two factors.',
    '{"code": "one-time code"}'
)
on conflict (name) do nothing;
