create schema a; create type a.e as enum ('w','x','x2','y','z'); create domain a.d as integer default 3 not null constraint pos check (value > 0); create table a.t (d a.d); create type a.r as range (subtype = float8, subtype_diff = float8mi);
create table a.rr (r a.r, m a.e); create type a.c as (a int, c date); create table a.cc (c a.c); insert into a.cc values ((1,'2020-01-01'));
