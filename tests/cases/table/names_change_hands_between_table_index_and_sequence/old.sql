create schema a; create table a.x (id int); create index y on a.x (id); create sequence a.z;
