-- institution/0090_user_keys.sql
-- what: the key from a membership to the member's profile.
-- requires: institution/0050_institution_memberships.sql, user/0020_user_profiles.sql
-- why: a membership means nothing without the person, so it goes with the profile.

alter table institution_schema.institution_memberships
add constraint institution_memberships_user_profile_id_fkey
foreign key (user_profile_id) references user_schema.user_profiles (id) on delete cascade;
