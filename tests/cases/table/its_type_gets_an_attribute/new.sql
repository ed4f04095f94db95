create schema a; create type a.person as (name text, born date, height int); create table a.t of a.person (height with options default 180);
