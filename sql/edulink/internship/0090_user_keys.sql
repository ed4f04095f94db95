-- internship/0090_user_keys.sql
-- what: the keys from postings, placements and logbooks to the people they belong to.
-- requires: internship/0040_internship_progress.sql, user/0020_user_profiles.sql
-- why: restrict, because profiles are marked as deleted; to remove one for good, remove what it did first.

alter table internship_schema.internship_postings
add constraint internship_postings_employer_profile_id_fkey
foreign key (employer_profile_id) references user_schema.user_profiles (id) on delete restrict;

alter table internship_schema.internship_applications
add constraint internship_applications_user_profile_id_fkey
foreign key (user_profile_id) references user_schema.user_profiles (id) on delete restrict;

alter table internship_schema.internship_progress
add constraint internship_progress_user_profile_id_fkey
foreign key (user_profile_id) references user_schema.user_profiles (id) on delete restrict;
