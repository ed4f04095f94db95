create schema a; create sequence a.s; create table a.u (id int default nextval('a.s'));
