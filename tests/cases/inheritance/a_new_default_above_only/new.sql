create schema a; create table a.p (id int, n text); alter table only a.p alter n set default 'p'; create table a.c () inherits (a.p); alter table a.c alter n drop default;
