create schema g;
create table g.p (k text primary key, v text) partition by list (k);
create table g.p1 partition of g.p for values in ('a','b');
create table g.p2 partition of g.p for values in ('c','d');
insert into g.p values ('a','1'),('b','2'),('c','3'),('d','4');
