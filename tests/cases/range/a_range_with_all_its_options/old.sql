create schema a;
create function a.diff(x text, y text) returns double precision language sql immutable as 'select 1.0::float8';
create type a.textrange as range (subtype = text);
create table a.t (id int primary key, r a.textrange);
insert into a.t values (1, '[a,b]');
