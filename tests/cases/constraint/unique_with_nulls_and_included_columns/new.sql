create schema a; create table a.t (a int, b int, c text, constraint u unique nulls not distinct (a) include (b, c), constraint v unique (b), primary key (a));
