create schema c;
create type c.addr as (street text, zip int);
create table c.t (id int primary key, a c.addr, h c.addr[]);
create view c.v as select (a).street from c.t;
create function c.f(c.addr) returns text language sql immutable as 'select ($1).street';
create index on c.t (c.f(a));
create table c.typed of c.addr (primary key (street));
insert into c.t values (1, row('s',1), array[row('x',2)::c.addr]);
insert into c.typed values ('q',1);
