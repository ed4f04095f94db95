create schema a; create table a.nothing (id int, n text); create table a.less (); create table a.more ();
