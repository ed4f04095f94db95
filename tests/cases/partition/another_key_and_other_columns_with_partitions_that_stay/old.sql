create schema p;
create table p.t (a int, b int, c text, gone text, d date) partition by range (a);
create table p.t1 partition of p.t for values from (0) to (10);
create table p.t2 partition of p.t for values from (10) to (20) partition by list (b);
create table p.t2a partition of p.t2 default;
create index on p.t (c);
alter table p.t add check (b > 0);
insert into p.t values (1,1,'1','x'),(11,1,'2','y');
