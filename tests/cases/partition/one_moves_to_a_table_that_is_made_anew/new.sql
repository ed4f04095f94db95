create schema p;
create table p.x (id int, v text, primary key (id)) partition by range (id);
create table p.y (id bigint, v varchar(9), w int, z int default 4, primary key (id)) partition by range (id);
create table p.c partition of p.y for values from (0) to (10);
insert into p.y values (1,'a');
