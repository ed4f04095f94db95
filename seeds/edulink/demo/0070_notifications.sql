-- seeds/edulink/demo/0070_notifications.sql
-- what: messages (77...) that wait, were sent, failed and were called off; and one person's wishes.
-- why: a worker may have taken a message since the first run, so one that is in the history is not asked for again.

with messages (
    message_id,
    recipient_user_id,
    recipient_email,
    recipient_phone,
    notification_type,
    category,
    priority,
    subject,
    message,
    template_name,
    status,
    delay,
    retry_count,
    error_message,
    source_service,
    reference_id
) as (
    values
    (
        '77777777-0000-4000-8000-000000000001'::uuid,
        '11111111-0000-4000-8000-000000000002'::uuid,
        'brian@students.lakeside.example',
        '',
        'email',
        'application',
        'high',
        'Interview for Web design intern',
        'Hello Brian, you are invited to an interview in five days: https://meet.example/savanna',
        'interview_scheduled',
        'pending',
        interval '0',
        0,
        '',
        'application',
        '55555555-0000-4000-8000-000000000004'
    ),
    (
        '77777777-0000-4000-8000-000000000002'::uuid,
        '11111111-0000-4000-8000-000000000001'::uuid,
        '',
        '',
        'push',
        'reminder',
        'low',
        'Your logbook',
        'Hello Amina, week 4 is missing in your logbook.',
        'logbook_reminder',
        'pending',
        interval '7 days',
        0,
        '',
        'internship',
        '44444444-0000-4000-8000-000000000006'
    ),
    (
        '77777777-0000-4000-8000-000000000003'::uuid,
        null,
        '',
        '+254700000099',
        'sms',
        'marketing',
        'low',
        '',
        'Edulink comes to your school on Friday.',
        null,
        'failed',
        interval '1 hour',
        1,
        'the provider did not answer',
        'user',
        ''
    )
)

insert into notification_schema.notification_queue (
    id,
    recipient_user_id,
    recipient_email,
    recipient_phone,
    notification_type,
    category,
    priority,
    subject,
    message,
    template_id,
    status,
    scheduled_at,
    retry_count,
    error_message,
    source_service,
    reference_id
)
select
    m.message_id,
    m.recipient_user_id,
    m.recipient_email,
    m.recipient_phone,
    m.notification_type,
    m.category,
    m.priority,
    m.subject,
    m.message,
    t.id,
    m.status,
    now() + m.delay as scheduled_at,
    m.retry_count,
    m.error_message,
    m.source_service,
    m.reference_id
from messages as m
left join notification_schema.notification_templates as t on m.template_name = t.name
where
    not exists (
        select
        from notification_schema.notification_history as h
        where h.id = m.message_id
    )
on conflict (id) do nothing;

insert into notification_schema.notification_history (
    id,
    recipient_user_id,
    recipient_email,
    notification_type,
    category,
    subject,
    message,
    status,
    retry_count,
    error_message,
    source_service,
    reference_id,
    sent_at,
    delivered_at,
    external_id,
    provider
)
values
(
    '77777777-0000-4000-8000-000000000011',
    '11111111-0000-4000-8000-000000000001',
    'amina@students.lakeside.example',
    'email',
    'application',
    'You have the place: Data engineering intern',
    'Hello Amina, Savanna Software has accepted you for Data engineering intern.',
    'delivered',
    0,
    '',
    'application',
    '55555555-0000-4000-8000-000000000001',
    now() - interval '30 days',
    now() - interval '30 days' + interval '4 seconds',
    'demo-0001',
    'demo'
),
(
    '77777777-0000-4000-8000-000000000012',
    '11111111-0000-4000-8000-000000000009',
    '',
    'in_app',
    'application',
    'New application: Backend engineering intern',
    'Brian Mwangi applied for Backend engineering intern.',
    'sent',
    0,
    '',
    'application',
    '55555555-0000-4000-8000-000000000003',
    now() - interval '9 days',
    null,
    '',
    'edulink'
),
(
    '77777777-0000-4000-8000-000000000013',
    '11111111-0000-4000-8000-000000000012',
    'leila@mail.example',
    'email',
    'verification',
    'Confirm your e-mail address',
    'Hello Leila, please confirm your address within 24 hours.',
    'failed',
    3,
    'the mailbox is full',
    'auth',
    '11111111-0000-4000-8000-000000000012',
    null,
    null,
    '',
    'demo'
),
(
    '77777777-0000-4000-8000-000000000014',
    '11111111-0000-4000-8000-000000000001',
    '',
    'in_app',
    'application',
    'Interview for Health records intern',
    'Called off, because Amina withdrew.',
    'cancelled',
    0,
    '',
    'application',
    '55555555-0000-4000-8000-000000000002',
    null,
    null,
    '',
    ''
)
on conflict (id) do nothing;

insert into notification_schema.delivery_preferences (
    user_id,
    sms_enabled,
    email_categories,
    quiet_hours_enabled,
    quiet_hours_start,
    quiet_hours_end,
    quiet_hours_timezone
)
values
(
    '11111111-0000-4000-8000-000000000002',
    true,
    '["application", "internship", "password_reset"]',
    true,
    '22:00',
    '06:30',
    'Africa/Nairobi'
)
on conflict (user_id) do nothing;
