create schema a; create table a.t (id int, n int); create table a.u (id int); create sequence a.s owned by a.t.n; create sequence a.r owned by a.u.id; create sequence a.q;
