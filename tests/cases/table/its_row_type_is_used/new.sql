create schema a; create table a.t (id int, n text, more date); create table a.holds (one a.t, many a.t[]); create function a.f(a.t) returns int language sql return ($1).id;
