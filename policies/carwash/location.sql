-- policies/carwash/location.sql
-- what: who sees and writes places and who works there.
-- why: where one can have a car washed is no secret; who works there is for those who do, and for managers.

-- {{ LOCATION_TABLE_PREFIX }}locations --------------------------------------------------------------------------

create policy {{ LOCATION_TABLE_PREFIX }}locations_all_location_role
on carwash.{{ LOCATION_TABLE_PREFIX }}locations
for all
to carwash_location_role
using (true)
with check (true);

comment on policy {{ LOCATION_TABLE_PREFIX }}locations_all_location_role on carwash.{{ LOCATION_TABLE_PREFIX }}locations
is 'The feature works with all of its rows.';
grant select, insert, update, delete on carwash.{{ LOCATION_TABLE_PREFIX }}locations to carwash_location_role;

create policy {{ LOCATION_TABLE_PREFIX }}locations_select_visitor
on carwash.{{ LOCATION_TABLE_PREFIX }}locations
for select
to anon
using (is_active);

comment on policy {{ LOCATION_TABLE_PREFIX }}locations_select_visitor on carwash.{{ LOCATION_TABLE_PREFIX }}locations
is 'Everybody sees the places that take bookings.';
grant select on carwash.{{ LOCATION_TABLE_PREFIX }}locations to anon;

create policy {{ LOCATION_TABLE_PREFIX }}locations_select_user
on carwash.{{ LOCATION_TABLE_PREFIX }}locations
for select
to authenticated
using (is_active or (select carwash.is_manager()));

comment on policy {{ LOCATION_TABLE_PREFIX }}locations_select_user on carwash.{{ LOCATION_TABLE_PREFIX }}locations
is 'A manager also sees places that are closed.';
grant select on carwash.{{ LOCATION_TABLE_PREFIX }}locations to authenticated;

create policy {{ LOCATION_TABLE_PREFIX }}locations_insert_admin
on carwash.{{ LOCATION_TABLE_PREFIX }}locations
for insert
to authenticated
with check ((select carwash.is_admin()));

comment on policy {{ LOCATION_TABLE_PREFIX }}locations_insert_admin on carwash.{{ LOCATION_TABLE_PREFIX }}locations
is 'An admin opens a place.';
grant insert (
    name,
    address,
    city,
    state,
    zip_code,
    country,
    latitude,
    longitude,
    phone,
    email,
    operating_hours,
    services_offered,
    max_concurrent_bookings,
    is_active
) on carwash.{{ LOCATION_TABLE_PREFIX }}locations to authenticated;

create policy {{ LOCATION_TABLE_PREFIX }}locations_update_admin
on carwash.{{ LOCATION_TABLE_PREFIX }}locations
for update
to authenticated
using ((select carwash.is_admin()))
with check ((select carwash.is_admin()));

comment on policy {{ LOCATION_TABLE_PREFIX }}locations_update_admin on carwash.{{ LOCATION_TABLE_PREFIX }}locations
is 'An admin changes a place.';
grant update (
    name,
    address,
    city,
    state,
    zip_code,
    country,
    latitude,
    longitude,
    phone,
    email,
    operating_hours,
    services_offered,
    max_concurrent_bookings,
    is_active
) on carwash.{{ LOCATION_TABLE_PREFIX }}locations to authenticated;

-- {{ LOCATION_TABLE_PREFIX }}location_staff ---------------------------------------------------------------------

create policy {{ LOCATION_TABLE_PREFIX }}location_staff_all_location_role
on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff
for all
to carwash_location_role
using (true)
with check (true);

comment on policy {{ LOCATION_TABLE_PREFIX }}location_staff_all_location_role on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff
is 'The feature works with all of its rows.';
grant select, insert, update, delete on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff to carwash_location_role;

create policy {{ LOCATION_TABLE_PREFIX }}location_staff_select_user
on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff
for select
to authenticated
using (staff_id = (select carwash.current_user_id()) or (select carwash.is_manager()));

comment on policy {{ LOCATION_TABLE_PREFIX }}location_staff_select_user on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff
is 'People see where they work, managers who works where.';
grant select on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff to authenticated;

create policy {{ LOCATION_TABLE_PREFIX }}location_staff_insert_admin
on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff
for insert
to authenticated
with check ((select carwash.is_admin()));

comment on policy {{ LOCATION_TABLE_PREFIX }}location_staff_insert_admin on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff
is 'An admin assigns somebody to a place.';
grant insert (location_id, staff_id, role, is_active) on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff to authenticated;

create policy {{ LOCATION_TABLE_PREFIX }}location_staff_update_admin
on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff
for update
to authenticated
using ((select carwash.is_admin()))
with check ((select carwash.is_admin()));

comment on policy {{ LOCATION_TABLE_PREFIX }}location_staff_update_admin on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff
is 'An admin changes an assignment.';
grant update (role, is_active) on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff to authenticated;

create policy {{ LOCATION_TABLE_PREFIX }}location_staff_delete_admin
on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff
for delete
to authenticated
using ((select carwash.is_admin()));

comment on policy {{ LOCATION_TABLE_PREFIX }}location_staff_delete_admin on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff
is 'An admin ends an assignment.';
grant delete on carwash.{{ LOCATION_TABLE_PREFIX }}location_staff to authenticated;
