create schema a; create table a.nothing (); create table a.less (id int);
