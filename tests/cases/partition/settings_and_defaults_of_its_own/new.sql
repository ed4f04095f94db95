create schema a; create table a.t (id int, n text default 'whole') partition by range (id); create table a.t1 partition of a.t (n default 'part' not null, constraint own check (n <> '')) for values from (1) to (10);
alter table a.t1 alter n set statistics 200; alter table a.t1 enable row level security; create unlogged table a.t2 partition of a.t default;
