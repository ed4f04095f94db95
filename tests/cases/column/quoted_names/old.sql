create schema "Ä"; create table "Ä"."Tab le" ("Größe" int, "select" text default 'x', "a""b" date); insert into "Ä"."Tab le" values (1);
