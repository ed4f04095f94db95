create schema a; create table a.t (id int, n text, constraint k primary key (id, n), constraint u unique (n, id), constraint c check (id > 0 and id < 100));
