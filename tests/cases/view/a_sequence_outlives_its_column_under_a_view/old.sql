create schema a;
create table a.t (id serial, n integer);
create table a.u (id serial, n integer) partition by range (n);
create view a.v as select id, n from a.t;
select nextval('a.t_id_seq'), nextval('a.t_id_seq'), nextval('a.u_id_seq');
