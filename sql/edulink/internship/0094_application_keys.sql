-- internship/0094_application_keys.sql
-- what: the key from a placement to the application that it follows.
-- requires: internship/0030_internship_applications.sql, application/0020_applications.sql
-- why: it carries the student and the posting along, so that a placement cannot name others than its application.

alter table internship_schema.internship_applications
add constraint internship_applications_application_id_fkey
foreign key (application_id, user_profile_id, posting_id)
references application_schema.applications (id, user_profile_id, internship_posting_id)
on update cascade on delete restrict;
