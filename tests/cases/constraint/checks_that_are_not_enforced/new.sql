create schema a; create table a.t (a int, b int, constraint x check (a > 0), constraint y check (b > 0) not enforced, constraint z check (a > b) not enforced);
