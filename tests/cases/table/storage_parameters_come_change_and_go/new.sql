create schema a;
create table a.t (id int, note text) with (fillfactor = 90, autovacuum_vacuum_scale_factor = 0.05, toast.autovacuum_vacuum_threshold = 100);
create table a.u (id int, note text) with (toast_tuple_target = 256, vacuum_truncate = false, log_autovacuum_min_duration = 100);
create table a.v (id int, note text) with (parallel_workers = 4, autovacuum_analyze_threshold = 20, toast.vacuum_index_cleanup = off);
