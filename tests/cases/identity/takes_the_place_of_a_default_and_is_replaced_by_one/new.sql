create schema a; create sequence a.s; create table a.t (id int generated always as identity, n text); create table a.u (id int default nextval('a.s'), n text);
