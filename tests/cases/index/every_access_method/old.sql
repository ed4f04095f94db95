create schema a; create table a.t (id int, n text, p point, d tsvector, arr int[], r int4range, s text); insert into a.t values (1, 'x', '(1,1)', 'a', '{1}', '[1,2)', 'y');
