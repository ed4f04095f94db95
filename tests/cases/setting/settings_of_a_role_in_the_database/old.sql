do $$ begin
execute format('alter role case_a in database %I set search_path to a', current_database());
execute format('alter role case_b in database %I set role to case_c', current_database());
end $$;
