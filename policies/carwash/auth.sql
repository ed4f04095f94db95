-- policies/carwash/auth.sql
-- what: who sees and changes accounts, sessions and attempts to sign in.
-- why: the table of accounts holds hashes and tokens, so that columns are granted by name, to other features as well.

-- {{ AUTH_TABLE_PREFIX }}users ----------------------------------------------------------------------------------

create policy {{ AUTH_TABLE_PREFIX }}users_all_auth_role
on carwash.{{ AUTH_TABLE_PREFIX }}users
for all
to carwash_auth_role
using (true)
with check (true);

comment on policy {{ AUTH_TABLE_PREFIX }}users_all_auth_role on carwash.{{ AUTH_TABLE_PREFIX }}users
is 'The feature works with all of its rows.';
grant select, insert, update, delete on carwash.{{ AUTH_TABLE_PREFIX }}users to carwash_auth_role;

create policy {{ AUTH_TABLE_PREFIX }}users_select_features
on carwash.{{ AUTH_TABLE_PREFIX }}users
for select
to carwash_booking_role, carwash_payment_role, carwash_location_role
using (true);

comment on policy {{ AUTH_TABLE_PREFIX }}users_select_features on carwash.{{ AUTH_TABLE_PREFIX }}users
is 'Other features know people by name, address and role.';
grant select (id, email, first_name, last_name, role, is_active) on carwash.{{ AUTH_TABLE_PREFIX }}users
to carwash_booking_role, carwash_payment_role, carwash_location_role;

create policy {{ AUTH_TABLE_PREFIX }}users_select_user
on carwash.{{ AUTH_TABLE_PREFIX }}users
for select
to authenticated
using (
    id = (select carwash.current_user_id())
    or (role in ('washer', 'client') and (select carwash.is_manager()))
    or (select carwash.is_admin())
);

comment on policy {{ AUTH_TABLE_PREFIX }}users_select_user on carwash.{{ AUTH_TABLE_PREFIX }}users
is 'People see themselves, managers also washers and clients, admins everybody.';
grant select (
    id,
    email,
    first_name,
    last_name,
    phone,
    role,
    is_active,
    email_verified,
    email_verified_at,
    last_login,
    created_at,
    updated_at
) on carwash.{{ AUTH_TABLE_PREFIX }}users to authenticated;

create policy {{ AUTH_TABLE_PREFIX }}users_update_self
on carwash.{{ AUTH_TABLE_PREFIX }}users
for update
to authenticated
using (id = (select carwash.current_user_id()))
with check (id = (select carwash.current_user_id()));

comment on policy {{ AUTH_TABLE_PREFIX }}users_update_self on carwash.{{ AUTH_TABLE_PREFIX }}users
is 'People change their own name and number.';
grant update (first_name, last_name, phone) on carwash.{{ AUTH_TABLE_PREFIX }}users to authenticated;

-- {{ AUTH_TABLE_PREFIX }}user_sessions --------------------------------------------------------------------------

create policy {{ AUTH_TABLE_PREFIX }}user_sessions_all_auth_role
on carwash.{{ AUTH_TABLE_PREFIX }}user_sessions
for all
to carwash_auth_role
using (true)
with check (true);

comment on policy {{ AUTH_TABLE_PREFIX }}user_sessions_all_auth_role on carwash.{{ AUTH_TABLE_PREFIX }}user_sessions
is 'The feature works with all of its rows.';
grant select, insert, update, delete on carwash.{{ AUTH_TABLE_PREFIX }}user_sessions to carwash_auth_role;

create policy {{ AUTH_TABLE_PREFIX }}user_sessions_select_self
on carwash.{{ AUTH_TABLE_PREFIX }}user_sessions
for select
to authenticated
using (user_id = (select carwash.current_user_id()));

comment on policy {{ AUTH_TABLE_PREFIX }}user_sessions_select_self on carwash.{{ AUTH_TABLE_PREFIX }}user_sessions
is 'People see where they are signed in.';
grant select (id, user_id, device_info, ip_address, user_agent, created_at, last_activity, expires_at, is_active)
on carwash.{{ AUTH_TABLE_PREFIX }}user_sessions to authenticated;

-- {{ AUTH_TABLE_PREFIX }}login_attempts -------------------------------------------------------------------------

create policy {{ AUTH_TABLE_PREFIX }}login_attempts_all_auth_role
on carwash.{{ AUTH_TABLE_PREFIX }}login_attempts
for all
to carwash_auth_role
using (true)
with check (true);

comment on policy {{ AUTH_TABLE_PREFIX }}login_attempts_all_auth_role on carwash.{{ AUTH_TABLE_PREFIX }}login_attempts
is 'The feature works with all of its rows.';
grant select, insert, update, delete on carwash.{{ AUTH_TABLE_PREFIX }}login_attempts to carwash_auth_role;

create policy {{ AUTH_TABLE_PREFIX }}login_attempts_select_admin
on carwash.{{ AUTH_TABLE_PREFIX }}login_attempts
for select
to authenticated
using ((select carwash.is_admin()));

comment on policy {{ AUTH_TABLE_PREFIX }}login_attempts_select_admin on carwash.{{ AUTH_TABLE_PREFIX }}login_attempts
is 'Admins see who tried to sign in.';
grant select on carwash.{{ AUTH_TABLE_PREFIX }}login_attempts to authenticated;

-- {{ AUTH_TABLE_PREFIX }}oauth_providers ------------------------------------------------------------------------

create policy {{ AUTH_TABLE_PREFIX }}oauth_providers_all_auth_role
on carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers
for all
to carwash_auth_role
using (true)
with check (true);

comment on policy {{ AUTH_TABLE_PREFIX }}oauth_providers_all_auth_role on carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers
is 'The feature works with all of its rows.';
grant select, insert, update, delete on carwash.{{ AUTH_TABLE_PREFIX }}oauth_providers to carwash_auth_role;

-- functions -----------------------------------------------------------------------------------------------------------

grant execute on function carwash.current_user_id() to authenticated, carwash_auth_role, carwash_booking_role;
grant execute on function carwash.has_role(text[]) to authenticated;
grant execute on function carwash.is_admin() to authenticated;
grant execute on function carwash.is_manager() to authenticated;
grant execute on function carwash.is_washer() to authenticated;
grant execute on function carwash.can_manage(uuid, uuid) to authenticated;
grant execute on function carwash.set_user_role(uuid, text) to authenticated;
grant execute on function carwash.set_user_active(uuid, boolean) to authenticated;
grant execute on function carwash.delete_user(uuid) to authenticated;
grant execute on function carwash.sign_out(uuid) to authenticated;

grant execute on function carwash.get_users_by_ids(uuid[])
to authenticated, carwash_auth_role, carwash_booking_role, carwash_payment_role, carwash_location_role;

grant execute on function carwash.record_login_attempt(text, boolean, inet, text, text) to carwash_auth_role;
grant execute on function carwash.open_session(uuid, text, jsonb, inet, text) to carwash_auth_role;
grant execute on function carwash.rotate_session(text, text, inet, text) to carwash_auth_role;
grant execute on function carwash.revoke_session(text) to carwash_auth_role;
grant execute on function carwash.revoke_sessions(uuid, uuid) to carwash_auth_role;
grant execute on function carwash.require_token_hash(text) to carwash_auth_role;
grant execute on function carwash.request_email_verification(uuid, text) to carwash_auth_role;
grant execute on function carwash.verify_email(text) to carwash_auth_role;
grant execute on function carwash.request_password_reset(text, text) to carwash_auth_role;
grant execute on function carwash.reset_password(text, text, text) to carwash_auth_role;
grant execute on function carwash.change_password(uuid, text, text, uuid) to carwash_auth_role;
