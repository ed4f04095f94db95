create schema i;
create table i.base (id int, at timestamp default now(), constraint c check (id > 0));
create table i.a (x text) inherits (i.base);
create table i.b (y text) inherits (i.base);
create table i.ab (z int) inherits (i.a, i.b);
create index on i.ab (id);
create view i.v as select * from i.base;
insert into i.ab (id) values (1);
insert into i.a (id) values (2);
