create schema a;
create table a.r (d date not null, n int) partition by range (d); create table a.r1 partition of a.r for values from (minvalue) to ('2020-01-01'); create table a.r2 partition of a.r for values from ('2020-01-01') to (maxvalue);
create table a.l (k text, n int) partition by list (k); create table a.l1 partition of a.l for values in ('a', 'b', null); create table a.l2 partition of a.l default;
create table a.h (id int, n int) partition by hash (id); create table a.h0 partition of a.h for values with (modulus 2, remainder 0); create table a.h1 partition of a.h for values with (modulus 2, remainder 1);
create table a.m (x int, y int) partition by range (x, (y + 1)); create table a.m1 partition of a.m for values from (1, minvalue) to (10, maxvalue);
