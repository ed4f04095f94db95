create schema a; create table a.t (id int not null, n int not null, constraint y primary key (id), constraint z check (n > 0), constraint x unique (n));
