create schema a; create table a.t (a int, b text); create function a.h(a.t) returns int language sql immutable return ($1).a; create index i on a.t (a.h(t));
