-- auth/0090_user_keys.sql
-- what: the key from an account to its profile.
-- requires: auth/0020_users.sql, user/0020_user_profiles.sql
-- why: each of the two names the other, so one of the keys must wait for the end of the transaction.

alter table auth_schema.users
add constraint users_user_profile_id_fkey
foreign key (user_profile_id) references user_schema.user_profiles (id) on delete set null
deferrable initially deferred;
