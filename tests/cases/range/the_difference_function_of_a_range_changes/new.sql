create schema a;
create function a.diff(later time, earlier time) returns float8 language sql strict immutable as 'select extract(epoch from (later - earlier))::float8';
create type a.timerange as range (subtype = time, subtype_diff = a.diff);
create table a.t (id int primary key, r a.timerange);
insert into a.t values (1, '[10:00,11:00]');
create index on a.t using gist (r);
