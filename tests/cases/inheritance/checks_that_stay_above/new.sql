create schema a; create table a.p (id int, constraint here check (id > 0) no inherit, constraint all_over check (id < 200)); create table a.c (constraint mine check (id < 50)) inherits (a.p);
