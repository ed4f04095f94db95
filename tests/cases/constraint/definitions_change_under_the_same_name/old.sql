create schema a; create table a.t (id int, n text, constraint k primary key (id), constraint u unique (n), constraint c check (id > 0)); insert into a.t values (1, 'x');
