-- 060_realtime.sql
-- unless: exists (select from pg_catalog.pg_publication where pubname = 'supabase_realtime')
-- what: the publication to which projects add the tables whose changes they stream.
-- real: name, owner, empty at first. Nothing listens to it here.

create publication supabase_realtime;
alter publication supabase_realtime owner to postgres;
