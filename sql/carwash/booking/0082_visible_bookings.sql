-- booking/0082_visible_bookings.sql
-- what: the bookings whose lines and history somebody may see.
-- requires: booking/0030_bookings.sql, auth/0080_access.sql
-- why: a policy on the lines that asked the bookings would ask them for each row.

create function carwash.own_booking_ids()
returns uuid[]
language plpgsql
stable
security definer -- its result decides about rows of tables that follow the bookings
set search_path = ''
as $$
declare
    me constant uuid := carwash.current_user_id();
begin
    if me is null then
        return '{}'::uuid[];
    end if;
    return array(
        select b.id
        from carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
        where b.customer_id = me or b.washer_id = me
    );
end;
$$;

comment on function carwash.own_booking_ids()
is 'Bookings in which the signed-in user is the customer or the washer; empty without one.';
