-- since: 17
create schema a; create table a.t (id int generated always as identity, k int) partition by range (k); create table a.t1 partition of a.t for values from (1) to (10); insert into a.t (k) values (1);
