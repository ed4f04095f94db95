create schema a; create table a.t (id int primary key); create table a.c (a int references a.t, b int); alter table a.c add foreign key (b) references a.t not valid;
