-- payment/0020_transactions.sql
-- what: one row per payment, as its processor tells it.
-- requires: auth/0010_schema.sql
-- why: a processor tells everything at least once, so what it calls the payment is unique here. customer_id and
--      booking_id belong to other features, so no key holds them.

-- lint: allow NAM003 the check of status has its name from the design
create table carwash.{{ PAYMENT_TABLE_PREFIX }}transactions (
    id uuid not null default gen_random_uuid(),
    customer_id uuid not null,
    booking_id uuid,
    amount_cents integer not null,
    currency text not null default 'USD',
    payment_method text not null,
    status text not null default 'pending',
    processor text,
    processor_transaction_id text,
    processor_response jsonb,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint {{ PAYMENT_TABLE_PREFIX }}transactions_pkey primary key (id),
    constraint chk_payment_status check (status in ('pending', 'processing', 'completed', 'failed', 'refunded')),
    constraint {{ PAYMENT_TABLE_PREFIX }}transactions_currency_check check (char_length(currency) <= 3),
    constraint {{ PAYMENT_TABLE_PREFIX }}transactions_payment_method_check check (char_length(payment_method) <= 20),
    constraint {{ PAYMENT_TABLE_PREFIX }}transactions_processor_check check (char_length(processor) <= 20),
    constraint {{ PAYMENT_TABLE_PREFIX }}transactions_processor_transaction_id_check check (
        char_length(processor_transaction_id) <= 255
    )
);

alter table carwash.{{ PAYMENT_TABLE_PREFIX }}transactions enable row level security;
alter table carwash.{{ PAYMENT_TABLE_PREFIX }}transactions force row level security;

-- Unique for a part of the table, called like the constraint that it cannot be.
create unique index {{ PAYMENT_TABLE_PREFIX }}transactions_processor_processor_transaction_id_key
on carwash.{{ PAYMENT_TABLE_PREFIX }}transactions (processor, processor_transaction_id)
where processor_transaction_id is not null;

-- lint: allow NAM004 the design's name
create index idx_payment_customer_date on carwash.{{ PAYMENT_TABLE_PREFIX }}transactions (customer_id, created_at);

create index {{ PAYMENT_TABLE_PREFIX }}transactions_booking_id_idx
on carwash.{{ PAYMENT_TABLE_PREFIX }}transactions (booking_id);

create trigger tg_900_set_updated_at
before update on carwash.{{ PAYMENT_TABLE_PREFIX }}transactions
for each row execute function common.tg__set_updated_at();

comment on table carwash.{{ PAYMENT_TABLE_PREFIX }}transactions is 'Payments, one row each.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.id is 'The payment.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.customer_id
is 'Who pays: a user of the auth feature, who may be gone.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.booking_id
is 'For what: a booking of the booking feature; null if for none.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.amount_cents
is 'How much, in cents of the currency.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.currency is 'Code of the currency.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.payment_method is 'How, such as card or cash.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.status is 'How far it is.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.processor
is 'Who moves the money, such as stripe; null for cash.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.processor_transaction_id
is 'What the processor calls it; null until it does.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.processor_response
is 'What the processor said last, for the payment service only.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.created_at is 'When the row was made.';
comment on column carwash.{{ PAYMENT_TABLE_PREFIX }}transactions.updated_at
is 'When the row was last changed; kept by a trigger.';
