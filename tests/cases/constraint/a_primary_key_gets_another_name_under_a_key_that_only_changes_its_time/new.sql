create schema b;
create table b.t (id int, v text, w int, constraint other primary key (id));
create view b.g as select id, v, sum(w) s from b.t group by id;
create table b.o (id int primary key, t int references b.t deferrable);
