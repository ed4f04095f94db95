-- booking/0060_booking_rules.sql
-- what: what a booking costs, which way its status goes, and the history of that.
-- requires: booking/0040_booking_history.sql, auth/0080_access.sql
-- why: a price that the customer could choose is no price, and a booking that is over stays over. The history is
--      written here and nowhere else, so that no way of changing a booking can leave it out.

create function carwash.tg_{{ BOOKING_TABLE_PREFIX }}bookings__set_price()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    -- A service may know better, and old bookings bring their price along.
    if new.price_cents is null then
        select s.price_cents into new.price_cents
        from carwash.{{ BOOKING_TABLE_PREFIX }}services as s
        where s.id = new.service_id and s.is_active;
        if not found then
            raise exception 'this service cannot be booked' using errcode = 'check_violation';
        end if;
    end if;
    return new;
end;
$$;

create trigger tg_200_set_price
before insert on carwash.{{ BOOKING_TABLE_PREFIX }}bookings
for each row execute function carwash.tg_{{ BOOKING_TABLE_PREFIX }}bookings__set_price();

create function carwash.tg_{{ BOOKING_TABLE_PREFIX }}bookings__keep_ended()
returns trigger
language plpgsql
volatile
security invoker
set search_path = ''
as $$
begin
    -- Asked in two steps, because only migration_role may execute is_migrating. It puts back what it changed.
    if current_setting('migration.active', true) = 'on' then
        if common.is_migrating() then
            return new;
        end if;
    end if;
    raise exception 'a booking that is % stays so', old.status using errcode = 'check_violation';
end;
$$;

create trigger tg_210_keep_ended
before update of status on carwash.{{ BOOKING_TABLE_PREFIX }}bookings
for each row
when (old.status in ('completed', 'cancelled') and new.status <> old.status)
execute function carwash.tg_{{ BOOKING_TABLE_PREFIX }}bookings__keep_ended();

create function carwash.tg_{{ BOOKING_TABLE_PREFIX }}bookings__write_history()
returns trigger
language plpgsql
volatile
security definer -- nobody may write the history
set search_path = ''
as $$
begin
    -- The history of old bookings is brought along with them.
    if not common.is_migrating() then
        insert into carwash.{{ BOOKING_TABLE_PREFIX }}booking_history (booking_id, status, changed_by, notes)
        values (
            new.id,
            new.status,
            carwash.current_user_id(),
            nullif(current_setting('carwash.booking_note', true), '')
        );
    end if;
    return null;
end;
$$;

create trigger tg_300_write_first_history
after insert on carwash.{{ BOOKING_TABLE_PREFIX }}bookings
for each row execute function carwash.tg_{{ BOOKING_TABLE_PREFIX }}bookings__write_history();

create trigger tg_310_write_history
after update of status on carwash.{{ BOOKING_TABLE_PREFIX }}bookings
for each row
when (old.status is distinct from new.status)
execute function carwash.tg_{{ BOOKING_TABLE_PREFIX }}bookings__write_history();

comment on function carwash.tg_{{ BOOKING_TABLE_PREFIX }}bookings__set_price()
is 'A booking without a price costs what its service costs today; a service that is not offered is refused.';
comment on function carwash.tg_{{ BOOKING_TABLE_PREFIX }}bookings__keep_ended()
is 'Refuses to bring a completed or cancelled booking back; not while legacy rows come in.';
comment on function carwash.tg_{{ BOOKING_TABLE_PREFIX }}bookings__write_history()
is 'Notes what a booking became, and who was signed in.';
