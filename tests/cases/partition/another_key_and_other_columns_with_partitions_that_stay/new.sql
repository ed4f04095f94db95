create schema p;
create table p.t (a int, b int, c varchar(5) not null, neu text default 'n', d timestamp) partition by range (a, b);
create table p.t1 partition of p.t for values from (0, minvalue) to (10, minvalue);
create table p.t2 partition of p.t for values from (10, minvalue) to (20, minvalue) partition by list (b);
create table p.t2a partition of p.t2 default;
create index on p.t (c, neu);
alter table p.t add check (b > -1);
insert into p.t values (1,1,'1','x'),(11,1,'2','y');
