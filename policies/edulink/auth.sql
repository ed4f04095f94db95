-- policies/edulink/auth.sql
-- what: who reads and writes accounts, sessions, tokens and the security log.
-- why: this schema holds every secret. password_hash, backup_tokens and token_hash are granted to the auth service and
--      to nobody else, and end users see their own account only, without them.

-- users ---------------------------------------------------------------------------------------------------------------

create policy users_all_auth_service
on auth_schema.users
for all
to auth_service_role
using (true)
with check (true);

create policy users_select_services
on auth_schema.users
for select
to user_service_role, notification_service_role, application_service_role, internship_service_role
using (true);

create policy users_select_owner
on auth_schema.users
for select
to authenticated
using (
    id = (select auth_schema.active_user_id())
    or id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff'
);

comment on policy users_select_owner on auth_schema.users
is 'Everybody sees their own account while it is active; a super admin sees all.';

grant select, insert, update, delete on auth_schema.users to auth_service_role;
grant select (
    id,
    email,
    role,
    is_active,
    is_staff,
    is_superuser,
    date_joined,
    last_login,
    is_email_verified,
    email_verified_at,
    two_factor_enabled,
    must_reset_password,
    password_changed_at,
    user_profile_id,
    created_at,
    updated_at,
    is_deleted,
    deleted_at
) on auth_schema.users
to user_service_role, notification_service_role, application_service_role, internship_service_role, authenticated;

-- user_sessions, password_reset_tokens, email_verification_tokens, oauth_providers ------------------------------------
-- Only the auth service: each row is, or stands for, a key to an account.

create policy user_sessions_all_auth_service
on auth_schema.user_sessions
for all
to auth_service_role
using (true)
with check (true);

grant select, insert, update, delete on auth_schema.user_sessions to auth_service_role;

create policy password_reset_tokens_all_auth_service
on auth_schema.password_reset_tokens
for all
to auth_service_role
using (true)
with check (true);

grant select, insert, update, delete on auth_schema.password_reset_tokens to auth_service_role;

create policy email_verification_tokens_all_auth_service
on auth_schema.email_verification_tokens
for all
to auth_service_role
using (true)
with check (true);

grant select, insert, update, delete on auth_schema.email_verification_tokens to auth_service_role;

create policy oauth_providers_all_auth_service
on auth_schema.oauth_providers
for all
to auth_service_role
using (true)
with check (true);

grant select, insert, update, delete on auth_schema.oauth_providers to auth_service_role;

-- security_logs -------------------------------------------------------------------------------------------------------
-- Append-only: of an event that was written, only how it was dealt with may change.

create policy security_logs_all_auth_service
on auth_schema.security_logs
for all
to auth_service_role
using (true)
with check (true);

create policy security_logs_select_super_admin
on auth_schema.security_logs
for select
to authenticated
using (id between (select auth_schema.super_admin_lowest_id()) and 'ffffffff-ffff-ffff-ffff-ffffffffffff');

comment on policy security_logs_select_super_admin on auth_schema.security_logs
is 'Only a super admin reads the security log.';

grant select, insert on auth_schema.security_logs to auth_service_role;
grant update (status, resolved_at, resolved_by, resolution_notes) on auth_schema.security_logs
to auth_service_role;
grant select on auth_schema.security_logs to authenticated;

-- Functions -----------------------------------------------------------------------------------------------------------

grant execute on function auth_schema.active_user_id() to authenticated;
grant execute on function auth_schema.active_role() to authenticated;
grant execute on function auth_schema.super_admin_lowest_id() to authenticated;
grant execute on function auth_schema.record_failed_login(text, inet, text) to auth_service_role;
grant execute on function auth_schema.record_login(uuid, inet, text) to auth_service_role;
grant execute on function auth_schema.redeem_password_reset_token(text) to auth_service_role;
grant execute on function auth_schema.verify_email(uuid, text) to auth_service_role;
