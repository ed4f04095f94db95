-- seeds/carwash/demo/0040_payments.sql
-- what: what Elena paid, what Frank is paying, and what Gwen got back (ids from cf...).

insert into carwash.{{ PAYMENT_TABLE_PREFIX }}transactions (
    id, customer_id, booking_id, amount_cents, payment_method, status, processor, processor_transaction_id
)
values
(
    'cf000000-0000-4000-8000-000000000001',
    'ca000000-0000-4000-8000-000000000005',
    'cc000000-0000-4000-8000-000000000001',
    6000,
    'card',
    'completed',
    'stripe',
    'demo-1'
),
(
    'cf000000-0000-4000-8000-000000000002',
    'ca000000-0000-4000-8000-000000000006',
    'cc000000-0000-4000-8000-000000000004',
    3500,
    'card',
    'processing',
    'stripe',
    'demo-2'
),
(
    'cf000000-0000-4000-8000-000000000003',
    'ca000000-0000-4000-8000-000000000007',
    'cc000000-0000-4000-8000-000000000006',
    6000,
    'card',
    'refunded',
    'stripe',
    'demo-3'
)
on conflict (id) do nothing;
