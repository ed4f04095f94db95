create schema "Größe";
create type "Größe"."Übel" as enum ('klein', 'groß', 'riesig');
create type "Größe".b as enum ('1', '2', '3');
create table "Größe"."T" ("Id" int primary key, "ü" "Größe"."Übel" default 'klein', b "Größe".b[] default '{1,2}');
insert into "Größe"."T" values (1, 'groß', '{2}');
