create schema a; create table a.t (a int, b text); create index i on a.t ((a + 1), (lower(b))); alter index a.i alter column 2 set statistics 200; create index j on a.t ((a * 2));
