-- user/0080_access.sql
-- what: whose profile the caller's is.
-- requires: user/0020_user_profiles.sql, auth/0020_users.sql
-- why: every other service knows people by their profile, and tokens know them by their account.

create function user_schema.current_profile_id()
returns uuid
language plpgsql -- a sql body that cannot be inlined is planned anew at each call before Postgres 18
stable
security definer -- its caller may read neither table before this is known
set search_path = ''
as $$
begin
    return (
        select p.id
        from user_schema.user_profiles as p
        join auth_schema.users as u on u.id = p.auth_user_id
        where u.id = (select common.current_user_id()) and u.is_active and not u.is_deleted and not p.is_deleted
    );
end;
$$;

comment on function user_schema.current_profile_id()
is 'Profile of the signed-in user; null without one, and for an account that is inactive or deleted.';
