-- user/0060_account_copies.sql
-- what: keeps e-mail, role and status of a profile equal to those of its account.
-- requires: user/0020_user_profiles.sql, auth/0020_users.sql
-- why: the account decides. A change there is copied here in the same transaction; a profile that is written with other
--      values gets those of the account, without an error, since whoever writes whole rows cannot know better.

create function user_schema.tg_user_profiles__copy_account()
returns trigger
language plpgsql
volatile
security definer -- those who write profiles may not read accounts
set search_path = ''
as $$
declare
    account auth_schema.users;
begin
    select u.* into account from auth_schema.users as u where u.id = new.auth_user_id;
    if found then -- else the key refuses the profile
        new.email := account.email;
        new.role := account.role;
        new.is_active := account.is_active;
        new.is_verified := account.is_email_verified;
    end if;
    return new;
end;
$$;

create trigger tg_100_copy_account
before insert or update of auth_user_id, email, role, is_active, is_verified on user_schema.user_profiles
for each row execute function user_schema.tg_user_profiles__copy_account();

create function user_schema.tg_users__copy_to_profile()
returns trigger
language plpgsql
volatile
security definer -- those who write accounts may not write profiles
set search_path = ''
as $$
begin
    update user_schema.user_profiles as p
    set email = new.email, role = new.role, is_active = new.is_active, is_verified = new.is_email_verified
    where
        p.auth_user_id = new.id
        and (p.email, p.role, p.is_active, p.is_verified)
        is distinct from (new.email, new.role, new.is_active, new.is_email_verified);
    return null;
end;
$$;

create trigger tg_200_copy_to_profile
after update of email, role, is_active, is_email_verified on auth_schema.users
for each row execute function user_schema.tg_users__copy_to_profile();

comment on function user_schema.tg_user_profiles__copy_account()
is 'Gives a profile the e-mail, role and status of its account, whatever was written.';
comment on function user_schema.tg_users__copy_to_profile()
is 'Gives the profile of an account its new e-mail, role and status.';
