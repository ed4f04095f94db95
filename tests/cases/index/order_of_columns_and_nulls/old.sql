create schema a; create table a.t (a int, b text); create index i on a.t (a, b); create index j on a.t (a desc); create index k on a.t (a nulls first);
