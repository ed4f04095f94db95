-- superuser
create schema a; create table a.t (id int primary key, n text); create table a.u (id int primary key); create publication p for table a.t (id) where (id > 3), a.u;  create publication r with (publish='insert');
