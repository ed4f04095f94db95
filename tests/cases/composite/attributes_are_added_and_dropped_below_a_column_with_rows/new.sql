create schema a;
create type a.address as (street text, city text, country text collate "C");
create table a.t (id int primary key, address a.address, more a.address[]);
insert into a.t values (1, row('s', 'c', null), null);
create view a.v as select (address).city from a.t;
create function a.f(a.address) returns text language sql begin atomic select ($1).city; end;
