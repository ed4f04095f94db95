-- since: 18
create schema a; create table a.t (a int, b int, constraint x check (a > 0) not enforced, constraint y check (b > 0)); insert into a.t values (1, 2);
