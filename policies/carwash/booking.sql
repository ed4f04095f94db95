-- policies/carwash/booking.sql
-- what: who sees and writes services, bookings, their lines and their history.
-- why: a booking is changed by functions only (sql/carwash/booking/0110), because who may depends on what it becomes.
--      The column of the price is granted to nobody who signs in.

-- {{ BOOKING_TABLE_PREFIX }}services ----------------------------------------------------------------------------

create policy {{ BOOKING_TABLE_PREFIX }}services_all_booking_role
on carwash.{{ BOOKING_TABLE_PREFIX }}services
for all
to carwash_booking_role
using (true)
with check (true);

comment on policy {{ BOOKING_TABLE_PREFIX }}services_all_booking_role on carwash.{{ BOOKING_TABLE_PREFIX }}services
is 'The feature works with all of its rows.';
grant select, insert, update, delete on carwash.{{ BOOKING_TABLE_PREFIX }}services to carwash_booking_role;

create policy {{ BOOKING_TABLE_PREFIX }}services_select_visitor
on carwash.{{ BOOKING_TABLE_PREFIX }}services
for select
to anon
using (is_active);

comment on policy {{ BOOKING_TABLE_PREFIX }}services_select_visitor on carwash.{{ BOOKING_TABLE_PREFIX }}services
is 'Everybody sees what is offered.';
grant select on carwash.{{ BOOKING_TABLE_PREFIX }}services to anon;

create policy {{ BOOKING_TABLE_PREFIX }}services_select_user
on carwash.{{ BOOKING_TABLE_PREFIX }}services
for select
to authenticated
using (is_active or (select carwash.is_manager()));

comment on policy {{ BOOKING_TABLE_PREFIX }}services_select_user on carwash.{{ BOOKING_TABLE_PREFIX }}services
is 'A manager also sees what is no longer offered.';
grant select on carwash.{{ BOOKING_TABLE_PREFIX }}services to authenticated;

create policy {{ BOOKING_TABLE_PREFIX }}services_insert_admin
on carwash.{{ BOOKING_TABLE_PREFIX }}services
for insert
to authenticated
with check ((select carwash.is_admin()));

comment on policy {{ BOOKING_TABLE_PREFIX }}services_insert_admin on carwash.{{ BOOKING_TABLE_PREFIX }}services
is 'An admin offers something new.';
grant insert (name, description, duration_minutes, price_cents, is_active)
on carwash.{{ BOOKING_TABLE_PREFIX }}services to authenticated;

create policy {{ BOOKING_TABLE_PREFIX }}services_update_admin
on carwash.{{ BOOKING_TABLE_PREFIX }}services
for update
to authenticated
using ((select carwash.is_admin()))
with check ((select carwash.is_admin()));

comment on policy {{ BOOKING_TABLE_PREFIX }}services_update_admin on carwash.{{ BOOKING_TABLE_PREFIX }}services
is 'An admin changes what is offered.';
grant update (name, description, duration_minutes, price_cents, is_active)
on carwash.{{ BOOKING_TABLE_PREFIX }}services to authenticated;

-- {{ BOOKING_TABLE_PREFIX }}bookings ----------------------------------------------------------------------------

create policy {{ BOOKING_TABLE_PREFIX }}bookings_all_booking_role
on carwash.{{ BOOKING_TABLE_PREFIX }}bookings
for all
to carwash_booking_role
using (true)
with check (true);

comment on policy {{ BOOKING_TABLE_PREFIX }}bookings_all_booking_role on carwash.{{ BOOKING_TABLE_PREFIX }}bookings
is 'The feature works with all of its rows.';
grant select, insert, update, delete on carwash.{{ BOOKING_TABLE_PREFIX }}bookings to carwash_booking_role;

create policy {{ BOOKING_TABLE_PREFIX }}bookings_select_user
on carwash.{{ BOOKING_TABLE_PREFIX }}bookings
for select
to authenticated
using (
    customer_id = (select carwash.current_user_id())
    or washer_id = (select carwash.current_user_id())
    or (washer_id is null and status = 'confirmed' and (select carwash.is_washer()))
    or (select carwash.is_manager())
);

comment on policy {{ BOOKING_TABLE_PREFIX }}bookings_select_user on carwash.{{ BOOKING_TABLE_PREFIX }}bookings
is 'Customers and washers see their own, washers also what nobody has taken, managers all.';
grant select on carwash.{{ BOOKING_TABLE_PREFIX }}bookings to authenticated;

create policy {{ BOOKING_TABLE_PREFIX }}bookings_insert_user
on carwash.{{ BOOKING_TABLE_PREFIX }}bookings
for insert
to authenticated
with check (
    status = 'pending'
    and (customer_id = (select carwash.current_user_id()) or (select carwash.is_manager()))
);

comment on policy {{ BOOKING_TABLE_PREFIX }}bookings_insert_user on carwash.{{ BOOKING_TABLE_PREFIX }}bookings
is 'A customer books for themselves, a manager for anybody.';
grant insert (customer_id, service_id, scheduled_at, vehicle_info, special_instructions)
on carwash.{{ BOOKING_TABLE_PREFIX }}bookings to authenticated;

-- {{ BOOKING_TABLE_PREFIX }}booking_services --------------------------------------------------------------------

create policy {{ BOOKING_TABLE_PREFIX }}booking_services_all_booking_role
on carwash.{{ BOOKING_TABLE_PREFIX }}booking_services
for all
to carwash_booking_role
using (true)
with check (true);

comment on policy {{ BOOKING_TABLE_PREFIX }}booking_services_all_booking_role on carwash.{{ BOOKING_TABLE_PREFIX }}booking_services
is 'The feature works with all of its rows.';
grant select, insert, update, delete on carwash.{{ BOOKING_TABLE_PREFIX }}booking_services to carwash_booking_role;

create policy {{ BOOKING_TABLE_PREFIX }}booking_services_select_user
on carwash.{{ BOOKING_TABLE_PREFIX }}booking_services
for select
to authenticated
using (
    booking_id = any((select carwash.own_booking_ids())::uuid[])
    or (select carwash.is_manager())
);

comment on policy {{ BOOKING_TABLE_PREFIX }}booking_services_select_user on carwash.{{ BOOKING_TABLE_PREFIX }}booking_services
is 'The lines of a booking are for those who have part in it.';
grant select on carwash.{{ BOOKING_TABLE_PREFIX }}booking_services to authenticated;

-- {{ BOOKING_TABLE_PREFIX }}booking_history ---------------------------------------------------------------------

create policy {{ BOOKING_TABLE_PREFIX }}booking_history_all_booking_role
on carwash.{{ BOOKING_TABLE_PREFIX }}booking_history
for all
to carwash_booking_role
using (true)
with check (true);

comment on policy {{ BOOKING_TABLE_PREFIX }}booking_history_all_booking_role on carwash.{{ BOOKING_TABLE_PREFIX }}booking_history
is 'The feature works with all of its rows.';
grant select, insert, update, delete on carwash.{{ BOOKING_TABLE_PREFIX }}booking_history to carwash_booking_role;

create policy {{ BOOKING_TABLE_PREFIX }}booking_history_select_user
on carwash.{{ BOOKING_TABLE_PREFIX }}booking_history
for select
to authenticated
using (
    booking_id = any((select carwash.own_booking_ids())::uuid[])
    or (select carwash.is_manager())
);

comment on policy {{ BOOKING_TABLE_PREFIX }}booking_history_select_user on carwash.{{ BOOKING_TABLE_PREFIX }}booking_history
is 'The history of a booking is for those who have part in it.';
grant select on carwash.{{ BOOKING_TABLE_PREFIX }}booking_history to authenticated;

-- functions -----------------------------------------------------------------------------------------------------------

grant execute on function carwash.own_booking_ids() to authenticated;
grant execute on function carwash.cancel_booking(uuid, text) to authenticated;
grant execute on function carwash.take_booking(uuid) to authenticated;
grant execute on function carwash.assign_booking(uuid, uuid) to authenticated;
grant execute on function carwash.advance_booking(uuid, text) to authenticated;
grant execute on function carwash.booking_list(timestamptz, uuid, integer) to authenticated;
grant execute on function carwash.handle_event(jsonb) to carwash_booking_role;
