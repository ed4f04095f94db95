create schema b;
create table b.t (id int);
