-- user/0090_auth_keys.sql
-- what: the key from a profile to its account.
-- requires: user/0020_user_profiles.sql, auth/0020_users.sql
-- why: an account with a profile is marked as deleted, not removed; whoever must remove both begins with the profile.

alter table user_schema.user_profiles
add constraint user_profiles_auth_user_id_fkey
foreign key (auth_user_id) references auth_schema.users (id) on delete restrict
deferrable initially immediate;
