create schema a; create function a.ok(int) returns boolean language sql immutable return $1 > 0; create table a.t (a int, b int, check (a.ok(a))); insert into a.t values (1, 2);
