-- internship/0082_reviews.sql
-- what: how a posting is checked before others see it.
-- requires: internship/0020_internship_postings.sql, institution/0080_access.sql, auth/0080_access.sql
-- why: employers edit their postings, and is_verified is in the same row: so nobody has a grant on it, and this
--      function sets it. Whoever vouches for a posting vouches before their own people: an institution's admins for
--      what only its members see, a super admin for what everybody sees.

create function internship_schema.review_posting(posting_id uuid, is_verified boolean default true)
returns void
language plpgsql
volatile
security definer -- nobody may write these columns themselves
set search_path = ''
as $$
begin
    update internship_schema.internship_postings as p
    set
        is_verified = review_posting.is_verified,
        verified_by = user_schema.current_profile_id(),
        verification_date = now()
    where
        p.id = review_posting.posting_id
        and not p.is_deleted
        and (
            auth_schema.is_super_admin()
            or (
                p.visibility = 'institution_only'
                and p.institution_id = any (institution_schema.administered_institution_ids())
            )
        );
    if not found then
        raise exception 'no posting that you may review' using errcode = 'insufficient_privilege';
    end if;
end;
$$;

comment on function internship_schema.review_posting(uuid, boolean)
is 'Vouches for a posting, or takes that back: a super admin any, an institution''s admin those for its members only.';
