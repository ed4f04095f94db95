-- booking/0120_handle_event.sql
-- what: what the booking feature does when another feature tells it something.
-- requires: booking/0060_booking_rules.sql
-- why: features hold on to each other by events, not by keys: a user may go at once, and their bookings follow as soon
--      as the worker comes by (`toolkit events work -- toolkit events call carwash.handle_event`). An event may come
--      twice; the second time there is nothing left to cancel.

create function carwash.handle_event(event jsonb)
returns void
language plpgsql
volatile
security definer -- whoever delivers events has no rights on bookings
set search_path = ''
as $$
declare
    gone constant uuid := common.to_uuid(handle_event.event #>> '{payload,user_id}');
begin
    if handle_event.event ->> 'type' is distinct from 'UserDeleted' then
        return;
    end if;
    if gone is null then
        -- Taken for handled, it would be lost; refused, it waits where somebody will see it.
        raise exception 'this UserDeleted names no user: its payload has no user_id that is a uuid'
            using errcode = 'invalid_parameter_value';
    end if;
    perform set_config('carwash.booking_note', 'customer deleted', true);
    update carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
    set status = 'cancelled'
    where b.customer_id = gone and b.status in ('pending', 'confirmed');
    perform set_config('carwash.booking_note', '', true);
end;
$$;

comment on function carwash.handle_event(jsonb)
is 'Takes an event of the outbox: when a user is deleted, what they had booked is cancelled. Others are ignored.';
