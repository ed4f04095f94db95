drop schema public;
create schema a; create table a.t (id int);
