create schema a;
create table a.t (id integer, n integer);
create view a.v as select id, n, n + 1 as next from a.t where n > 0;
create view a.w as select id from a.v;
comment on view a.v is 'some';
comment on column a.v.id is 'the id';
comment on column a.v.next is 'one more';
grant select (id, next) on a.v to case_a;
