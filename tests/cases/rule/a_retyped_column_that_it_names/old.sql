create schema a;
create table a.t (id integer, n integer);
create table a.log (n integer);
create rule r as on update to a.t do also insert into a.log values (old.n);
comment on rule r on a.t is 'x';
alter table a.t disable rule r;
