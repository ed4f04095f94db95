-- superuser
-- since: 17
create subscription s connection '' publication p with (connect = false, slot_name = none, origin = none, password_required = false, run_as_owner = true, streaming = parallel);
