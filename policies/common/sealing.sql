-- policies/common/sealing.sql
-- what: who may ask which key opens an envelope.
-- why: the id of a key is no secret, and whoever writes a table with a generated column of it needs the function. A
--      service role that does gets two lines in the policies of its own system:
--          grant usage on schema common to shop_service_role;
--          grant execute on function common.sealed_key_id(bytea) to shop_service_role;
--      Nobody needs a grant for the domain: its check calls built-in functions only.

grant execute on function common.sealed_key_id(bytea) to anon, authenticated;
