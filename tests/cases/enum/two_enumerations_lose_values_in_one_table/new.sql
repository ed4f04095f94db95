create schema "Größe";
create type "Größe"."Übel" as enum ('groß', 'klein');
create type "Größe".b as enum ('2', '1');
create table "Größe"."T" ("Id" int primary key, "ü" "Größe"."Übel" default 'klein', b "Größe".b[] default '{1,2}');
insert into "Größe"."T" values (1, 'groß', '{2}');
