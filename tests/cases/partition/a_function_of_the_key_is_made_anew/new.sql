create schema p;
create function p.y(dd date) returns int language sql immutable strict as 'select extract(year from $1)::int';
create table p.t (d date, v varchar(9)) partition by range (p.y(d));
create table p.t24 partition of p.t for values from (2024) to (2026);
create index on p.t (p.y(d), v);
insert into p.t values ('2024-05-05','x');
