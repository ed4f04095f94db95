create schema a; create type a.e as enum ('x','y'); create domain a.d as text check (value <> 'q'); create table a.t (d a.d); create type a.r as range (subtype = float8);
create table a.rr (r a.r, m int); create type a.c as (a int, b text); create table a.cc (c a.c); insert into a.cc values ((1,'b')); insert into a.t values ('1');
