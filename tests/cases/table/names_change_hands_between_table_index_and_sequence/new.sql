create schema a; create table a.y (id int); create index z on a.y (id); create sequence a.x;
