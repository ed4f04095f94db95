create schema a; create table a.t (a int default 3, b text default 'five', c int default 7, d text[] default '{a}');
