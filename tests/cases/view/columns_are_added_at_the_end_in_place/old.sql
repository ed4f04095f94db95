create schema a;
create table a.t (id integer, n integer);
create view a.v as select id from a.t;
create view a.w as select id from a.v;
comment on view a.v is 'some';
comment on column a.v.id is 'the id';
grant select (id) on a.v to case_a;
