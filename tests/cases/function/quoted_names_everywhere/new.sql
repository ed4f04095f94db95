create schema "Öl und Gas";
create type "Öl und Gas"."Art, neu" as enum ('a');
create function "Öl und Gas"."tu was"("der Wert" "Öl und Gas"."Art, neu", "select" integer default 2) returns bigint language sql as $$ select 1 $$;
grant execute on function "Öl und Gas"."tu was" to case_a;
