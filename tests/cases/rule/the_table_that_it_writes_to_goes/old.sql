create schema a;
create table a.t (id integer);
create table a.one (id integer);
create rule r as on insert to a.t do also insert into a.one values (new.id);
