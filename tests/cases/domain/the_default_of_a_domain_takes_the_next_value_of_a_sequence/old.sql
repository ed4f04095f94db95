create schema a;
create sequence a.s;
create domain a.d as int default nextval('a.s');
create table a.t (id int primary key, d a.d);
