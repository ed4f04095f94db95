create schema "Über uns"; create table "Über uns"."Gäste" ("Name" text primary key, "alt" int default 3);
create view "Über uns".v as select * from "Über uns"."Gäste";
create schema stays; create table stays.t (id int); insert into stays.t values (1);
