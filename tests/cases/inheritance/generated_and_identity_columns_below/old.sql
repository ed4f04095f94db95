create schema a; create table a.p (id int generated always as identity, n int generated always as (7) stored, k int); create table a.c () inherits (a.p);
