create schema a; create table a.t (id int); create sequence a.s owned by a.t.id; select nextval('a.s'); create table a.u (id int default nextval('a.s'));
