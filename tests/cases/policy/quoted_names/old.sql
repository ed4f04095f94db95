create schema "Schule";
create table "Schule"."Kinder" ("Id" integer, "user" name);
create policy "nur ""eigene""" on "Schule"."Kinder" for select to case_a using ("user" = current_user);
