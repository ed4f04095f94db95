create schema a; create table a.t (a int, b int, c text, constraint u unique (a), constraint v unique nulls not distinct (b), primary key (a) include (c)); insert into a.t values (1, null, 'x');
