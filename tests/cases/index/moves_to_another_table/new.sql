create schema a; create table a.t (a int); create table a.u (a int); create index i on a.u (a);
