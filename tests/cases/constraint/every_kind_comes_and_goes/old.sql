create schema a; create table a.t (id int, n text, m int, r int4range); insert into a.t values (1, 'x', 2, '[1,2)');
