create schema a; create table a.t (id int, n text) partition by range (id);
