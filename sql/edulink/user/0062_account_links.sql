-- user/0062_account_links.sql
-- what: keeps the two links between a profile and its account in agreement.
-- requires: user/0020_user_profiles.sql, auth/0020_users.sql
-- why: a profile names its account and the account names the profile, so that either service can find the other without
--      reading its tables. The second link is filled in from the first; when a transaction ends, both must say the
--      same.

create function user_schema.tg_user_profiles__link_account()
returns trigger
language plpgsql
volatile
security definer -- those who write profiles may not write accounts
set search_path = ''
as $$
begin
    update auth_schema.users as u
    set user_profile_id = null
    where u.user_profile_id = new.id and u.id <> new.auth_user_id;

    update auth_schema.users as u
    set user_profile_id = new.id
    where u.id = new.auth_user_id and u.user_profile_id is distinct from new.id;
    return null;
end;
$$;

create trigger tg_200_link_account
after insert or update of auth_user_id on user_schema.user_profiles
for each row execute function user_schema.tg_user_profiles__link_account();

create function user_schema.tg_users__check_link()
returns trigger
language plpgsql
volatile
security definer -- those who write accounts may not read profiles
set search_path = ''
as $$
begin
    -- As it is now, at the end of the transaction, which may differ from new.
    if exists (
        select
        from auth_schema.users as u
        left join user_schema.user_profiles as p on p.auth_user_id = u.id
        where u.id = new.id and u.user_profile_id is distinct from p.id
    ) then
        raise exception 'account % and its profile do not name each other', new.id
        using
            errcode = 'integrity_constraint_violation',
            schema = tg_table_schema,
            table = tg_table_name,
            column = 'user_profile_id',
            hint = 'Write auth_user_id of the profile; a trigger then fills in user_profile_id of the account.';
    end if;
    return null;
end;
$$;

create constraint trigger tg_300_check_link
after insert or update of user_profile_id on auth_schema.users
deferrable initially deferred
for each row execute function user_schema.tg_users__check_link();

comment on function user_schema.tg_user_profiles__link_account()
is 'Makes the account of a profile name that profile, and no other account.';
comment on function user_schema.tg_users__check_link()
is 'At the end of a transaction: refuses an account that names a profile which does not name it, or the other way '
'round.';
