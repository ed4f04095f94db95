create schema a;
create table a.t (id int generated always as identity, s serial, note text); insert into a.t (note) values ('x'), ('y');
create unlogged table a.u (id int generated always as identity, s serial, note text); insert into a.u (note) values ('x'), ('y');
