-- application/0095_internship_keys.sql
-- what: the key from an application to the posting.
-- requires: application/0020_applications.sql, internship/0020_internship_postings.sql
-- why: restrict, because postings are marked as deleted and the applications to them stay.

alter table application_schema.applications
add constraint applications_internship_posting_id_fkey
foreign key (internship_posting_id) references internship_schema.internship_postings (id) on delete restrict;
