create schema a; create table a.t (n text, id int) partition by range (lower(n)); create table a.t1 partition of a.t for values from ('a') to ('m');
