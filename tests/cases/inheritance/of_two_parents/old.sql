create schema a; create table a.x (id int, n text default 'x'); create table a.y (id int, m int check (m > 0));
