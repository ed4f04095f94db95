create schema a; create table a.top (id bigint, n text); create table a.l () inherits (a.top); create table a.r () inherits (a.top); create table a.bottom () inherits (a.l, a.r);
