-- application/0090_user_keys.sql
-- what: the key from an application to the student's profile.
-- requires: application/0020_applications.sql, user/0020_user_profiles.sql
-- why: restrict, because profiles are marked as deleted; to remove one for good, remove its applications first.

alter table application_schema.applications
add constraint applications_user_profile_id_fkey
foreign key (user_profile_id) references user_schema.user_profiles (id) on delete restrict;
