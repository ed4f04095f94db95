create schema a;
create table a.t (id int, region text) partition by list (region);
create table a.north partition of a.t for values in ('north') partition by range (id);
create table a.n1 partition of a.north for values from (0) to (9);
create table a.south partition of a.t for values in ('south');
insert into a.t values (1, 'north'), (2, 'south');
