create schema "Öl und Gas";
create type "Öl und Gas"."Art, neu" as enum ('a');
create function "Öl und Gas"."tu was"("der Wert" "Öl und Gas"."Art, neu", "select" integer default 1) returns integer language sql as $$ select 1 $$;
comment on function "Öl und Gas"."tu was" is 'x';
