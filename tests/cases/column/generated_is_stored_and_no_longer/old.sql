create schema a; create table a.t (id int, a int generated always as (id * 2) stored, b int generated always as (id + 1) stored, c int); insert into a.t (id, c) values (1, 5);
