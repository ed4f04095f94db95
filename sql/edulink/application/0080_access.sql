-- application/0080_access.sql
-- what: the applications that the caller made, those that the caller received, and what the caller applied for.
-- requires: application/0020_applications.sql, user/0080_access.sql, internship/0080_access.sql
-- why: papers, reviews and steps belong to whoever the application belongs to. A list made once per statement costs
--      less than asking again for each paper.

create function application_schema.own_application_ids()
returns uuid[]
language plpgsql -- a sql body that cannot be inlined is planned anew at each call before Postgres 18
stable
security definer -- one indexed look-up, instead of the row security of applications once more
set search_path = ''
as $$
begin
    return array(
        select a.id
        from application_schema.applications as a
        where a.user_profile_id = (select user_schema.current_profile_id())
    );
end;
$$;

create function application_schema.received_application_ids()
returns uuid[]
language plpgsql
stable
security definer -- as own_application_ids()
set search_path = ''
as $$
begin
    return array(
        select a.id
        from application_schema.applications as a
        where a.internship_posting_id = any ((select internship_schema.own_posting_ids())::uuid[])
    );
end;
$$;

create function application_schema.applied_posting_ids()
returns uuid[]
language plpgsql
stable
security definer -- as own_application_ids()
set search_path = ''
as $$
begin
    return array(
        select a.internship_posting_id
        from application_schema.applications as a
        where a.user_profile_id = (select user_schema.current_profile_id())
    );
end;
$$;

comment on function application_schema.own_application_ids()
is 'Applications that the signed-in user made; empty without a user.';
comment on function application_schema.received_application_ids()
is 'Applications to postings of the signed-in user; empty without a user.';
comment on function application_schema.applied_posting_ids()
is 'Postings that the signed-in user applied for, in whatever state they are now; empty without a user.';
