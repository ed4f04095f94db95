create schema a; create table a.t (id int, n int generated always as (id * 3) stored) partition by range (id); create table a.t1 partition of a.t for values from (1) to (10);
