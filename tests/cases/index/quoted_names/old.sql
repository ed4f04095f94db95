create schema "A b"; create table "A b"."T" ("X y" int, "z" text); create index "I ""1""" on "A b"."T" ("X y");
