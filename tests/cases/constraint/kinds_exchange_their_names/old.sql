create schema a; create table a.t (id int not null, n int not null, constraint x primary key (id), constraint y check (n > 0), constraint z unique (n)); insert into a.t values (1, 2);
