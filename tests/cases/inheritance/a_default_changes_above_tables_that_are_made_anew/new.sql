create schema i;
create table i.base (id bigint, at timestamptz default clock_timestamp() not null, extra text, constraint c check (id > 1) no inherit);
create table i.a (x text) inherits (i.base);
create table i.b (y text, id bigint) inherits (i.base);
create table i.ab (z int) inherits (i.a);
create index on i.ab (id);
create view i.v as select * from only i.base;
insert into i.ab (id) values (1);
insert into i.a (id) values (2);
