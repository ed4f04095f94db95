create schema a; create table a.t (id int, a int generated always as (id * 3) stored, b int, c int generated always as (id) stored);
