create schema a; create table a.t (n text, id int) partition by range (lower(n) collate "C", id int4_ops); create table a.t1 partition of a.t for values from ('a', 1) to ('m', 1);
