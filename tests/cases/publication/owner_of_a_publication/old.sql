create schema a;
create publication p;
do $$ begin execute format('grant create on database %I to case_a', current_database()); end $$;
