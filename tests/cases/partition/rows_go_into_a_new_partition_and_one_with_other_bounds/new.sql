create schema g;
create table g.p (id int generated always as identity, k int, v text) partition by range (k);
create table g.p1 partition of g.p for values from (0) to (50);
create table g.p2 partition of g.p for values from (50) to (200);
create table g.pd partition of g.p default;
insert into g.p (k,v) values (5,'a'),(75,'b'),(150,'c'),(250,'d');
