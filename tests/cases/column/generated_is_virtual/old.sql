-- since: 18
create schema a; create table a.t (id int, a int generated always as (id * 2) virtual, b int generated always as (id + 1) virtual, c int generated always as (id) stored, d int); insert into a.t (id) values (1);
