create schema a; create table a.t (a int not null, b int, c text not null); insert into a.t values (1, 2, 'x');
