create schema a;
create type a.address as (street text, city text, zip int);
create table a.t (id int primary key, address a.address, more a.address[]);
insert into a.t values (1, row('s', 'c', 1), null);
create view a.v as select (address).city from a.t;
create function a.f(a.address) returns text language sql begin atomic select ($1).city; end;
