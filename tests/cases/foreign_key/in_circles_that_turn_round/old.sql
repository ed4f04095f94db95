create schema a; create table a.x (id int primary key, r int); create table a.y (id int primary key, r int references a.x); alter table a.x add constraint c foreign key (r) references a.y;
