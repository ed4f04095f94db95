create schema a;
create table a.t (id integer);
create table a.two (id integer);
create rule r as on insert to a.t do also insert into a.two values (new.id);
