-- booking/0110_booking_steps.sql
-- what: what people do with a booking: cancel, take, assign, go on.
-- requires: booking/0060_booking_rules.sql, booking/0082_visible_bookings.sql
-- why: who may change a booking depends on what it becomes, which neither a policy nor a column grant can say. Each
--      function locks its row, so that two washers never take the same car. Scripts from 0110 on stand on the access
--      functions (0080).

create function carwash.cancel_booking(booking uuid, reason text default null)
returns boolean
language plpgsql
volatile
security definer -- bookings are changed by these functions only
set search_path = ''
as $$
declare
    me constant uuid := carwash.current_user_id();
    done boolean;
begin
    perform set_config('carwash.booking_note', coalesce(cancel_booking.reason, ''), true);
    update carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
    set status = 'cancelled'
    where
        b.id = cancel_booking.booking
        and b.status in ('pending', 'confirmed')
        and (b.customer_id = me or carwash.is_manager());
    done := found;
    perform set_config('carwash.booking_note', '', true);
    return done;
end;
$$;

create function carwash.take_booking(booking uuid)
returns boolean
language plpgsql
volatile
security definer -- bookings are changed by these functions only
set search_path = ''
as $$
declare
    me constant uuid := carwash.current_user_id();
begin
    if not carwash.is_washer() then
        return false;
    end if;
    update carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
    set washer_id = me
    where b.id = take_booking.booking and b.status = 'confirmed' and b.washer_id is null;
    return found;
end;
$$;

create function carwash.assign_booking(booking uuid, washer uuid)
returns boolean
language plpgsql
volatile
security definer -- bookings are changed by these functions only
set search_path = ''
as $$
begin
    if not carwash.is_manager() then
        return false;
    end if;
    update carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
    set washer_id = assign_booking.washer
    where
        b.id = assign_booking.booking
        and b.status in ('pending', 'confirmed')
        and exists (
            select from carwash.{{ AUTH_TABLE_PREFIX }}users as u
            where u.id = assign_booking.washer and u.role = 'washer' and u.is_active
        );
    return found;
end;
$$;

create function carwash.advance_booking(booking uuid, status text)
returns boolean
language plpgsql
volatile
security definer -- bookings are changed by these functions only
set search_path = ''
as $$
declare
    me constant uuid := carwash.current_user_id();
begin
    update carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
    set status = advance_booking.status
    where
        b.id = advance_booking.booking
        and (b.status, advance_booking.status) in (
            ('pending', 'confirmed'), ('confirmed', 'in_progress'), ('in_progress', 'completed')
        )
        -- A washer begins and ends; whether it takes place at all is for a manager to say.
        and (carwash.is_manager() or (b.washer_id = me and carwash.is_washer() and b.status <> 'pending'));
    return found;
end;
$$;

create function carwash.booking_list(
    after_scheduled_at timestamptz default null, after_id uuid default null, page_size integer default 50
)
returns table (
    id uuid,
    scheduled_at timestamptz,
    status text,
    price_cents integer,
    service_name text,
    customer_id uuid,
    customer_name text,
    washer_id uuid,
    washer_name text
)
language plpgsql
stable
security definer -- a customer may know who washes, and nothing else of that person
set search_path = ''
-- Planned for its caller each time: one plan for all would read everybody's bookings to find those of one.
set plan_cache_mode = 'force_custom_plan'
rows 50
as $$
declare
    me constant uuid := carwash.current_user_id();
    sees_all constant boolean := carwash.is_manager();
    sees_free constant boolean := carwash.is_washer();
begin
    if (booking_list.after_scheduled_at is null) <> (booking_list.after_id is null) then
        raise exception 'a page follows a booking: give its time and its id, or neither'
            using errcode = 'invalid_parameter_value';
    end if;
    if me is null then
        return;
    end if;
    return query
    select
        b.id,
        b.scheduled_at,
        b.status,
        b.price_cents,
        s.name,
        b.customer_id,
        btrim(c.first_name || ' ' || c.last_name),
        b.washer_id,
        btrim(w.first_name || ' ' || w.last_name)
    from carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
    join carwash.{{ BOOKING_TABLE_PREFIX }}services as s on s.id = b.service_id
    -- Whoever is gone leaves their bookings behind.
    left join carwash.{{ AUTH_TABLE_PREFIX }}users as c on c.id = b.customer_id
    left join carwash.{{ AUTH_TABLE_PREFIX }}users as w on w.id = b.washer_id
    where
        (
            sees_all
            or b.customer_id = me
            or b.washer_id = me
            or (sees_free and b.washer_id is null and b.status = 'confirmed')
        )
        and (
            booking_list.after_id is null
            or (b.scheduled_at, b.id) > (booking_list.after_scheduled_at, booking_list.after_id)
        )
    order by b.scheduled_at, b.id
    limit least(greatest(coalesce(booking_list.page_size, 50), 1), 500);
end;
$$;

comment on function carwash.cancel_booking(uuid, text)
is 'Cancels a booking that has not begun: one''s own, or as a manager anybody''s. Whether it did.';
comment on function carwash.take_booking(uuid)
is 'A washer takes a confirmed booking that nobody has. Whether it was still free.';
comment on function carwash.assign_booking(uuid, uuid)
is 'A manager gives a booking that has not begun to an active washer. Whether it did.';
comment on function carwash.advance_booking(uuid, text)
is 'Brings a booking one step further: confirmed, in_progress, completed. Whether it did.';
comment on function carwash.booking_list(timestamptz, uuid, integer)
is 'Bookings that the caller may see, by time, with the names of customer and washer: the first page, or that after '
'the booking with this time and id.';
