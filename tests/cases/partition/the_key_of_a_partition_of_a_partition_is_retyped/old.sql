create schema p;
create table p.t (k int, id int) partition by list (k);
create table p.t1 partition of p.t for values in (1) partition by range (id);
create table p.t1a partition of p.t1 for values from (0) to (10);
insert into p.t values (1,1);
