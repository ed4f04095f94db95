create schema a; create table a.t (id int, n text default 'whole') partition by range (id); create table a.t1 partition of a.t for values from (1) to (10) with (fillfactor = 70);
