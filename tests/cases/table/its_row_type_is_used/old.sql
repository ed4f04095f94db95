create schema a; create table a.t (id int, n text); create table a.holds (one a.t, many a.t[]); create function a.f(a.t) returns int language sql return ($1).id;
insert into a.holds values (row(1, 'x'), array[row(2, 'y')::a.t]);
