-- internship/0080_access.sql
-- what: the postings of the caller, and the work that the caller did or supervises.
-- requires: internship/0020_internship_postings.sql, internship/0040_internship_progress.sql, user/0080_access.sql
-- why: an employer has few postings and they have many applications, so row security starts from the postings. Work is
--      a placement or a week of its logbook: grades refer to either, and their ids never meet.

create function internship_schema.own_posting_ids()
returns uuid[]
language plpgsql -- a sql body that cannot be inlined is planned anew at each call before Postgres 18
stable
security definer -- row security of other services asks this function, and asks it of this table too
set search_path = ''
as $$
begin
    return array(
        select p.id
        from internship_schema.internship_postings as p
        where p.employer_profile_id = (select user_schema.current_profile_id())
    );
end;
$$;

create function internship_schema.own_work_ids()
returns uuid[]
language plpgsql
stable
security definer -- one indexed look-up each, instead of the row security of two tables once more
set search_path = ''
as $$
declare
    me constant uuid := user_schema.current_profile_id();
begin
    return array(
        select i.id
        from internship_schema.internship_applications as i
        where i.user_profile_id = me
        union all
        select w.id
        from internship_schema.internship_progress as w
        where w.user_profile_id = me
    );
end;
$$;

create function internship_schema.supervised_work_ids()
returns uuid[]
language plpgsql
stable
security definer -- as own_work_ids()
set search_path = ''
as $$
declare
    posting_ids constant uuid[] := internship_schema.own_posting_ids();
begin
    return array(
        select i.id
        from internship_schema.internship_applications as i
        where i.posting_id = any (posting_ids)
        union all
        select w.id
        from internship_schema.internship_progress as w
        where w.posting_id = any (posting_ids)
    );
end;
$$;

comment on function internship_schema.own_posting_ids()
is 'Postings of the signed-in user, deleted ones too, because applications to them go on; empty without a user.';
comment on function internship_schema.own_work_ids()
is 'Placements of the signed-in user and the weeks of their logbooks; empty without a user.';
comment on function internship_schema.supervised_work_ids()
is 'Placements on postings of the signed-in user and the weeks of their logbooks; empty without a user.';
