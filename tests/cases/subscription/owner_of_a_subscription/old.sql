-- superuser
create subscription s connection '' publication p with (connect = false, slot_name = none);
