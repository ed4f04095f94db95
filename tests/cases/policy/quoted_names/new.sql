create schema "Schule";
create table "Schule"."Kinder" ("Id" integer, "user" name);
create policy "nur ""eigene""" on "Schule"."Kinder" for select to case_b using ("user" = session_user and "Id" > 0);
comment on policy "nur ""eigene""" on "Schule"."Kinder" is 'ß';
