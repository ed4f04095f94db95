create schema a; create type a.person as (name text, born date); create table a.t of a.person; insert into a.t values ('x', '2000-01-01');
