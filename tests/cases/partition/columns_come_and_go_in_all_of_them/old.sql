create schema a; create table a.t (id int, old_one text, kept int) partition by range (id); create table a.t1 partition of a.t for values from (1) to (10); insert into a.t values (1, 'x', 2);
