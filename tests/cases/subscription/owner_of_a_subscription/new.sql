-- superuser
create subscription s connection '' publication p with (connect = false, slot_name = none);
create subscription "S 2" connection '' publication p with (connect = false, slot_name = none);
alter subscription s owner to supabase_admin;
