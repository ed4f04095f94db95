create schema "Ä b";
create table "Ä b"."T" ("Id" integer, "a""b" text);
create view "Ä b"."V""w" as select "Id", 1 as "?column?", "a""b" as "select" from "Ä b"."T";
comment on column "Ä b"."V""w"."select" is 'x';
