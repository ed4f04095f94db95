create schema a;
create type a.region as enum ('north', 'south');
create table a.t (id int, region a.region) partition by list (region);
create table a.north partition of a.t for values in ('north');
create table a.south partition of a.t for values in ('south');
