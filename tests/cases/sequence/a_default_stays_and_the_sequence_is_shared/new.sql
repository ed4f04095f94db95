create schema a; create sequence a.s start 6; create table a.t (id int default nextval('a.s') + 1); create table a.u (id int); create view a.v as select last_value, is_called from a.s;
