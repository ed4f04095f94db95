-- policies/carwash/payment.sql
-- what: who sees payments.
-- why: only the payment service writes them: it is who hears from the processor. What the processor said is for it
--      alone.

create policy {{ PAYMENT_TABLE_PREFIX }}transactions_all_payment_role
on carwash.{{ PAYMENT_TABLE_PREFIX }}transactions
for all
to carwash_payment_role
using (true)
with check (true);

comment on policy {{ PAYMENT_TABLE_PREFIX }}transactions_all_payment_role on carwash.{{ PAYMENT_TABLE_PREFIX }}transactions
is 'The feature works with all of its rows.';
grant select, insert, update, delete on carwash.{{ PAYMENT_TABLE_PREFIX }}transactions to carwash_payment_role;

create policy {{ PAYMENT_TABLE_PREFIX }}transactions_select_user
on carwash.{{ PAYMENT_TABLE_PREFIX }}transactions
for select
to authenticated
using (customer_id = (select carwash.current_user_id()) or (select carwash.is_manager()));

comment on policy {{ PAYMENT_TABLE_PREFIX }}transactions_select_user on carwash.{{ PAYMENT_TABLE_PREFIX }}transactions
is 'Customers see their own payments, managers all.';
grant select (
    id,
    customer_id,
    booking_id,
    amount_cents,
    currency,
    payment_method,
    status,
    processor,
    processor_transaction_id,
    created_at,
    updated_at
) on carwash.{{ PAYMENT_TABLE_PREFIX }}transactions to authenticated;
