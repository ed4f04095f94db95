create schema a; create table a.t (a int, b text); create index i on a.t (b, a); create index j on a.t (a desc nulls last); create index k on a.t (a desc, b asc nulls first);
