create schema a;
create domain a.tags as varchar(10)[] default '{}' check (cardinality(value) < 5);
create table a.t (id int primary key, tags a.tags);
insert into a.t values (1, '{x,y}');
create index on a.t using gin (tags);
