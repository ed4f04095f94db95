create schema a; create table a.p (id int, k text, more int default 3, check (more > 0)) partition by range (id);
create table a.p1 partition of a.p for values from (1) to (10) partition by list (k); create table a.p1a partition of a.p1 for values in ('a'); create table a.p1d partition of a.p1 default partition by hash (id); create table a.p1d0 partition of a.p1d for values with (modulus 1, remainder 0);
create table a.p2 partition of a.p default; create index on a.p (k); create unique index on a.p1a (id);
