-- policies/shop/orders.sql
-- what: a case.

revoke execute on function orders.total() from public;
grant select on public.things to authenticated;
alter default privileges revoke execute on functions from public;
