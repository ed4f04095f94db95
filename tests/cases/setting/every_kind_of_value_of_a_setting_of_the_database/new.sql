-- superuser
do $$ begin
execute format('alter database %I set search_path to ''''', current_database());
execute format('alter database %I set "app.tenant" to %L', current_database(), 'ü=1');
execute format('alter database %I set "app.Other" to %L', current_database(), '');
execute format('alter database %I set timezone to %L', current_database(), 'Europe/Berlin');
execute format('alter database %I set enable_seqscan to on', current_database());
end $$;
