-- auth/0010_schema.sql
-- what: the schema that all features of the car wash share.
-- why: the features are told apart by the prefixes of their tables (`[variables]` in system.toml). Every feature needs
--      to know who is asking, so each comes after this one, which therefore makes the schema.

create schema carwash;

comment on schema carwash is 'The car wash: accounts, bookings, payments and places, told apart by prefixes.';
