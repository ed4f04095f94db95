-- superuser
create subscription s connection '' publication p, "Q" with (connect = false, slot_name = none, enabled = false, create_slot = false);
comment on subscription s is 'from there';
