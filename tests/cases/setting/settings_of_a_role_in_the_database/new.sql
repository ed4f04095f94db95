do $$ begin
execute format('alter role case_a in database %I set search_path to a, "$user", public', current_database());
execute format('alter role case_a in database %I set work_mem to %L', current_database(), '8MB');
execute format('alter role case_c in database %I set default_transaction_isolation to %L', current_database(), 'repeatable read');
end $$;
