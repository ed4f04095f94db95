create schema a; create table a.x (id int primary key, y int); create table a.y (id int primary key, z int); create table a.z (id int primary key, x int references a.x);
alter table a.x add foreign key (y) references a.y deferrable initially deferred; alter table a.y add foreign key (z) references a.z;
