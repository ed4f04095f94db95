-- since: 18
-- superuser
create extension btree_gist; create schema a; create table a.t (id int, during daterange, n text); create table a.c (t int, during daterange); insert into a.t values (1, '[2020-01-01,2021-01-01)', 'x');
