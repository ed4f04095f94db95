create schema a; create table a.t (id int, n text) partition by range (id); create table a.t1 partition of a.t for values from (1) to (10); create table a.t2 partition of a.t for values from (10) to (20); insert into a.t values (1, 'x');
create index whole on a.t (n); create index part on a.t1 (n, id);
