create schema a; create table a.t (n text); create table a.u (id serial, n text); insert into a.t values ('x');
