-- superuser
create schema a;
create type a.r;
create function a.canon(a.r) returns a.r language internal immutable strict as 'int4range_canonical';
create type a.r as range (subtype = int, canonical = a.canon);
create table a.t (id int primary key, r a.r);
