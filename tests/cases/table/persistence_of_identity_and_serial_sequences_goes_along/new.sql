create schema a;
create unlogged table a.t (id int generated always as identity, s serial, note text);
create table a.u (id int generated always as identity, s serial, note text);
