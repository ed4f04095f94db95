create schema a; create table a.t (a int, b int not null, c text);
