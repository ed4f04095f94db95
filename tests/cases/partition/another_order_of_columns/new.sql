create schema a; create table a.t (id int, n text) partition by range (id); create table a.t1 (n text, id int not null); alter table a.t attach partition a.t1 for values from (1) to (10);
