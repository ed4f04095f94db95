-- notification/0060_workers.sql
-- what: how workers take messages from the queue, and what becomes of a message they had.
-- requires: notification/0020_notification_channels.sql, notification/0040_notification_queue.sql
-- requires: notification/0045_notification_history.sql
-- why: two workers must never wait for each other nor send the same message, and a message whose worker died must be
--      sent by another. So a claim skips locked rows, is committed at once, and lapses after 15 minutes.

create function notification_schema.claim_notifications(worker text, batch_size integer default 100)
returns setof notification_schema.notification_queue
language sql
volatile
security invoker
set search_path = ''
as $$
    update notification_schema.notification_queue as q
    set
        status = 'processing',
        claimed_by = claim_notifications.worker,
        claimed_at = now()
    where q.id = any (array(
        select due.id
        from notification_schema.notification_queue as due
        where
            (
                (due.status in ('pending', 'failed') and due.scheduled_at <= now())
                -- A claim that lapsed; rows that came from elsewhere in this state have no time of claim.
                or (
                    due.status = 'processing'
                    and coalesce(due.claimed_at, due.updated_at) < now() - interval '15 minutes'
                )
            )
            and not exists (
                select
                from notification_schema.notification_channels as c
                where c.name = due.notification_type and not c.is_enabled
            )
        order by array_position(array['urgent', 'high', 'normal', 'low'], due.priority), due.scheduled_at, due.id
        limit claim_notifications.batch_size
        for update skip locked
    ))
    returning q.*;
$$;

create function notification_schema.finish_notification(
    notification_id uuid,
    outcome text,
    provider text default '',
    external_id text default ''
)
returns boolean
language sql
volatile
security invoker
set search_path = ''
as $$
    with finished as (
        delete from notification_schema.notification_queue as q
        where q.id = finish_notification.notification_id
        returning q.*
    ),

    kept as (
        insert into notification_schema.notification_history (
            id,
            recipient_user_id,
            recipient_email,
            recipient_phone,
            notification_type,
            category,
            priority,
            subject,
            message,
            html_content,
            template_id,
            template_variables,
            status,
            scheduled_at,
            retry_count,
            max_retries,
            error_message,
            source_service,
            reference_id,
            metadata,
            sent_at,
            external_id,
            provider,
            created_at
        )
        select
            f.id,
            f.recipient_user_id,
            f.recipient_email,
            f.recipient_phone,
            f.notification_type,
            f.category,
            f.priority,
            f.subject,
            f.message,
            f.html_content,
            f.template_id,
            f.template_variables,
            finish_notification.outcome,
            f.scheduled_at,
            f.retry_count,
            f.max_retries,
            f.error_message,
            f.source_service,
            f.reference_id,
            f.metadata,
            case when finish_notification.outcome in ('sent', 'delivered') then now() end,
            finish_notification.external_id,
            finish_notification.provider,
            f.created_at
        from finished as f
        returning id
    )

    select exists (select from kept);
$$;

create function notification_schema.fail_notification(notification_id uuid, error_message text)
returns boolean
language plpgsql
volatile
security invoker
set search_path = ''
as $$
declare
    is_given_up boolean;
begin
    update notification_schema.notification_queue as q
    set
        status = 'failed',
        retry_count = q.retry_count + 1,
        error_message = fail_notification.error_message,
        -- One minute, then two, four ... up to about a day.
        scheduled_at = now() + interval '1 minute' * 2 ^ least(q.retry_count, 10)
    where q.id = fail_notification.notification_id
    returning q.retry_count >= q.max_retries into is_given_up;

    if is_given_up then
        perform notification_schema.finish_notification(fail_notification.notification_id, 'failed');
    end if;
    return not is_given_up;
end;
$$;

comment on function notification_schema.claim_notifications(text, integer)
is 'Gives this worker up to batch_size messages that are due, urgent ones first. Commit before sending them.';
comment on function notification_schema.finish_notification(uuid, text, text, text)
is 'Moves a message to the history as sent, failed or cancelled; false if it is no longer in the queue.';
comment on function notification_schema.fail_notification(uuid, text)
is 'Books a failed try: true, it is tried again later; false, it was given up; null, it is no longer in the queue.';
