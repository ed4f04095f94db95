create schema a; create table a.t (a int, b int); create unique index i on a.t (a); create unique index j on a.t (b) nulls not distinct; create unique index k on a.t (a, b);
