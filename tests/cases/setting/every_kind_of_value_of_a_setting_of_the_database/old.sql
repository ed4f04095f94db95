-- superuser
do $$ begin
execute format('alter database %I set search_path to a, "B", public', current_database());
execute format('alter database %I set statement_timeout to %L', current_database(), '3s');
execute format('alter database %I set "app.tenant" to %L', current_database(), 'it''s \x');
execute format('alter database %I set datestyle to %L', current_database(), 'ISO, DMY');
execute format('alter database %I set enable_seqscan to off', current_database());
end $$;
