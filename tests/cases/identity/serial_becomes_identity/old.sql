create schema a; create table a.t (id serial primary key, n text); insert into a.t (n) values ('x'), ('y');
