create schema b;
create table b.t (id int primary key, v text, w int);
create view b.g as select id, v, sum(w) from b.t group by id;
create table b.o (id int, t int references b.t);
