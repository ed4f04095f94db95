-- internship/0084_supervision.sql
-- what: how an employer answers a week of the logbook, and reads what graders note among themselves.
-- requires: internship/0050_internship_evaluations.sql, internship/0080_access.sql
-- why: student and employer are the same database role, and the student writes the week: so the columns of the answer
--      have no grant, and neither has the private note, which the student must not read in a row that is theirs.

create function internship_schema.answer_progress(progress_id uuid, status text, supervisor_comment text default null)
returns void
language plpgsql
volatile
security definer -- employers may not write these columns themselves
set search_path = ''
as $$
begin
    if (answer_progress.status in ('reviewed', 'revision')) is not true then
        raise exception 'an answer is reviewed or revision' using errcode = 'invalid_parameter_value';
    end if;
    update internship_schema.internship_progress as w
    set
        status = answer_progress.status,
        supervisor_comment = answer_progress.supervisor_comment
    where
        w.id = answer_progress.progress_id
        and w.posting_id = any (internship_schema.own_posting_ids());
    if not found then
        raise exception 'no logbook of an intern of yours' using errcode = 'insufficient_privilege';
    end if;
end;
$$;

create function internship_schema.private_notes(posting_id uuid)
returns table (evaluation_id uuid, private_note text)
language plpgsql
stable
security definer -- nobody may read this column themselves
set search_path = ''
as $$
begin
    return query
    select e.id, e.private_note
    from internship_schema.internship_evaluations as e
    left join internship_schema.internship_progress as w on w.id = e.internship_progress_id
    left join internship_schema.internship_applications as i on i.id = e.internship_application_id
    where
        e.evaluator_kind = 'company'
        and coalesce(w.posting_id, i.posting_id) = private_notes.posting_id
        and private_notes.posting_id = any ((select internship_schema.own_posting_ids())::uuid[])
    order by e.created_at, e.id;
end;
$$;

comment on function internship_schema.answer_progress(uuid, text, text)
is 'The employer accepts a week of an intern''s logbook, or sends it back.';
comment on function internship_schema.private_notes(uuid)
is 'What the company''s graders noted among themselves about the interns on a posting of the signed-in employer.';
