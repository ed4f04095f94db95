-- superuser
create subscription s connection '' publication p, r with (connect = false, slot_name = 'the_slot', enabled = false, create_slot = false, binary = true, streaming = true, synchronous_commit = 'local', disable_on_error = true);
comment on subscription s is 'from elsewhere';
