create schema a; create table a.p (id int primary key, n text default 'x') partition by range (id);
create table a.p1 partition of a.p for values from (1) to (10); create table a.p2 (id int primary key, n text default 'y'); insert into a.p values (1, 'a'), (2, 'b'); insert into a.p2 values (11, 'c');
