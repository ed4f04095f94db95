create schema p;
create table p.x (id int, v text, primary key (id)) partition by range (id);
create table p.y (id int, v text, w int, primary key (id)) partition by range (id);
create table p.c partition of p.x for values from (0) to (10);
insert into p.x values (1,'a');
