create schema "A b"; create table "A b"."T" ("X y" int, "z" text); create unique index "I ""1""" on "A b"."T" ("X y", lower("z")) where "X y" > 0; comment on index "A b"."I ""1""" is 'q';
