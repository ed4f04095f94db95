create schema a;
create table a.t (id integer, n smallint);
create table a.log (n bigint);
create rule r as on update to a.t do also insert into a.log values (old.n);
comment on rule r on a.t is 'x';
alter table a.t disable rule r;
