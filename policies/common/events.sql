-- policies/common/events.sql
-- what: who delivers events. Nobody may write the outbox but through its functions.
-- why: publishing is not granted here, since this system knows no service. Triggers publish as their owner and need no
--      grant. A service that publishes by itself gets two lines in the policies of its own system:
--          grant usage on schema common to shop_service_role;
--          grant execute on function common.publish_event(text, text, text, jsonb, text, text, text, integer)
--          to shop_service_role;

create policy outbox_events_select_worker
on common.outbox_events
for select
to event_worker
using (true);

comment on policy outbox_events_select_worker on common.outbox_events
is 'Whoever runs the workers sees every event, to find out why one is not delivered.';

grant select on common.outbox_events to event_worker;

grant execute on function common.claim_events(text, integer, interval) to event_worker;
grant execute on function common.renew_claims(text, uuid[], interval) to event_worker;
grant execute on function common.release_claims(text, uuid[]) to event_worker;
grant execute on function common.acknowledge_events(text, uuid[]) to event_worker;
grant execute on function common.fail_event(text, uuid, text, interval) to event_worker;
grant execute on function common.retry_events(uuid[]) to event_worker;
grant execute on function common.discard_events(uuid[], text) to event_worker;
grant execute on function common.event_status() to event_worker;
grant execute on function common.prune_events(interval, integer) to event_worker;
