-- seeds/carwash/0010_services.sql
-- what: the washes that every car wash begins with.
-- why: there is nothing to book without them. Prices may be changed: an existing row is left as it is.

insert into carwash.{{ BOOKING_TABLE_PREFIX }}services (id, name, description, duration_minutes, price_cents)
values
('5e000000-0000-4000-8000-000000000001', 'Exterior wash', 'Hand wash, rims and drying.', 30, 2500),
('5e000000-0000-4000-8000-000000000002', 'Interior clean', 'Vacuum, dashboard and windows.', 45, 3500),
('5e000000-0000-4000-8000-000000000003', 'Full detail', 'Inside and out, with wax.', 150, 12000)
on conflict (id) do nothing;
