create schema a; create table a.t (a int, b int, constraint x check (a > 0), constraint z check (a > 5)); alter table a.t add constraint y check (b > 0) not valid;
