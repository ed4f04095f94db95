create schema a;
create domain a.tags as text[] default '{}' check (cardinality(value) < 6);
create table a.t (id int primary key, tags a.tags);
insert into a.t values (1, '{x,y}');
create index on a.t using gin (tags);
