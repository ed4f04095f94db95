create schema "Ä b";
create table "Ä b"."T" ("Id" integer, "a""b" text);
create view "Ä b"."V""w" as select "Id", 1 as "?column?" from "Ä b"."T";
