create schema a;
create sequence a.t_id_seq as integer;
create sequence a.u_id_seq as integer;
create table a.t (n integer);
create table a.u (n integer) partition by list (n);
create view a.v as select nextval('a.t_id_seq') as id, n from a.t;
