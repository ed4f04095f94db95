create schema a;
create type a.size as enum ('s', 'm', 'l', 'xl');
create type a.sizes as range (subtype = a.size);
create table a.t (id int primary key, sizes a.sizes);
