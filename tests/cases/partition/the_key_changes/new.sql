create schema a; create table a.t (id int, n text) partition by list (n); create table a.t1 partition of a.t for values in ('a'); create table a.t2 partition of a.t default;
