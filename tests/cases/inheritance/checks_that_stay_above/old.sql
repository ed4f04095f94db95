create schema a; create table a.p (id int, constraint here check (id > 0) no inherit, constraint all_over check (id < 100)); create table a.c () inherits (a.p); insert into a.c values (-5);
