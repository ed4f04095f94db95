-- auth/0080_access.sql
-- what: who is asking, as row security needs to know it.
-- requires: auth/0020_users.sql
-- why: a token says who somebody was when it was signed. Whether the account is still active, and what it is, is read
--      from the row: a suspended account loses everything at once. Each function answers about its caller only.

create function auth_schema.active_user_id()
returns uuid
language plpgsql -- a sql body that cannot be inlined is planned anew at each call before Postgres 18
stable
security definer -- its caller may not read every column that decides
set search_path = ''
as $$
begin
    return (
        select u.id
        from auth_schema.users as u
        where u.id = (select common.current_user_id()) and u.is_active and not u.is_deleted
    );
end;
$$;

create function auth_schema.active_role()
returns text
language plpgsql
stable
security definer -- as active_user_id()
set search_path = ''
as $$
begin
    return (
        select u.role
        from auth_schema.users as u
        where u.id = (select common.current_user_id()) and u.is_active and not u.is_deleted
    );
end;
$$;

create function auth_schema.is_super_admin()
returns boolean
language plpgsql
stable
security definer -- as active_user_id()
set search_path = ''
as $$
begin
    return coalesce(auth_schema.active_role() = 'super_admin', false);
end;
$$;

-- A policy that said `or (select auth_schema.is_super_admin())` could not use an index for anybody: every list would
-- read the whole table. `or id between <this> and <the highest>` is a range that the primary key answers, and empty for
-- everybody else.
create function auth_schema.super_admin_lowest_id()
returns uuid
language plpgsql
stable
security definer -- as active_user_id()
set search_path = ''
as $$
begin
    return case when auth_schema.is_super_admin() then '00000000-0000-0000-0000-000000000000'::uuid end;
end;
$$;

comment on function auth_schema.active_user_id()
is 'The signed-in user; null without a valid claim, and for an account that is unknown, inactive or deleted.';
comment on function auth_schema.active_role()
is 'What the signed-in user is: student, institution_admin, employer or super_admin; null as active_user_id().';
comment on function auth_schema.is_super_admin()
is 'Whether the signed-in user is an active super admin, by their row and not by a claim.';
comment on function auth_schema.super_admin_lowest_id()
is 'The lowest uuid there is for an active super admin, null for everybody else: the start of a range of all ids.';
