create schema a; create sequence a.s; create table a.t (id int default nextval('a.s'), n text); create table a.u (id int generated always as identity, n text); insert into a.t (n) values ('x');
