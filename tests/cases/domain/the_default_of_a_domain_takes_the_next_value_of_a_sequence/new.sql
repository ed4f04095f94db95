create schema a;
create sequence a.other;
create domain a.d as int default nextval('a.other');
create table a.t (id int primary key, d a.d);
