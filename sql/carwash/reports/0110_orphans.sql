-- reports/0110_orphans.sql
-- what: references from one feature to another that lead nowhere.
-- requires: auth/0080_access.sql, booking/0040_booking_history.sql, location/0030_location_staff.sql
-- requires: payment/0020_transactions.sql
-- why: no key holds a feature to another, so somebody has to look. For those only who see every row: to anybody else
--      what they may not see would look as if it were not there.

create view carwash.orphans
with (security_invoker = true)
as
select
    o.feature,
    o.table_name,
    o.row_id,
    o.column_name,
    o.missing_id
from (
    select
        'booking' as feature,
        '{{ BOOKING_TABLE_PREFIX }}bookings' as table_name,
        b.id as row_id,
        'customer_id' as column_name,
        b.customer_id as missing_id
    from carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
    where not exists (select from carwash.{{ AUTH_TABLE_PREFIX }}users as u where u.id = b.customer_id)
    union all
    select
        'booking' as feature,
        '{{ BOOKING_TABLE_PREFIX }}bookings' as table_name,
        b.id as row_id,
        'washer_id' as column_name,
        b.washer_id as missing_id
    from carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b
    where
        b.washer_id is not null
        and not exists (select from carwash.{{ AUTH_TABLE_PREFIX }}users as u where u.id = b.washer_id)
    union all
    select
        'booking' as feature,
        '{{ BOOKING_TABLE_PREFIX }}booking_history' as table_name,
        h.id as row_id,
        'changed_by' as column_name,
        h.changed_by as missing_id
    from carwash.{{ BOOKING_TABLE_PREFIX }}booking_history as h
    where
        h.changed_by is not null
        and not exists (select from carwash.{{ AUTH_TABLE_PREFIX }}users as u where u.id = h.changed_by)
    union all
    select
        'payment' as feature,
        '{{ PAYMENT_TABLE_PREFIX }}transactions' as table_name,
        t.id as row_id,
        'customer_id' as column_name,
        t.customer_id as missing_id
    from carwash.{{ PAYMENT_TABLE_PREFIX }}transactions as t
    where not exists (select from carwash.{{ AUTH_TABLE_PREFIX }}users as u where u.id = t.customer_id)
    union all
    select
        'payment' as feature,
        '{{ PAYMENT_TABLE_PREFIX }}transactions' as table_name,
        t.id as row_id,
        'booking_id' as column_name,
        t.booking_id as missing_id
    from carwash.{{ PAYMENT_TABLE_PREFIX }}transactions as t
    where
        t.booking_id is not null
        and not exists (select from carwash.{{ BOOKING_TABLE_PREFIX }}bookings as b where b.id = t.booking_id)
    union all
    select
        'location' as feature,
        '{{ LOCATION_TABLE_PREFIX }}location_staff' as table_name,
        m.id as row_id,
        'staff_id' as column_name,
        m.staff_id as missing_id
    from carwash.{{ LOCATION_TABLE_PREFIX }}location_staff as m
    where not exists (select from carwash.{{ AUTH_TABLE_PREFIX }}users as u where u.id = m.staff_id)
    union all
    select
        'location' as feature,
        '{{ LOCATION_TABLE_PREFIX }}locations' as table_name,
        p.id as row_id,
        'services_offered' as column_name,
        named.id as missing_id
    from carwash.{{ LOCATION_TABLE_PREFIX }}locations as p
    -- Named twice, it is missing once.
    cross join lateral (select distinct n.id from unnest(p.services_offered) as n (id)) as named
    where
        named.id is not null
        and not exists (select from carwash.{{ BOOKING_TABLE_PREFIX }}services as s where s.id = named.id)
) as o
where (select carwash.is_admin()) or not row_security_active('carwash.{{ AUTH_TABLE_PREFIX }}users');

comment on view carwash.orphans is 'References from one feature to another that lead nowhere, one row each.';
comment on column carwash.orphans.feature is 'Feature that refers.';
comment on column carwash.orphans.table_name is 'Table that refers.';
comment on column carwash.orphans.row_id is 'Row that refers.';
comment on column carwash.orphans.column_name is 'Column that refers.';
comment on column carwash.orphans.missing_id is 'What is not there.';
