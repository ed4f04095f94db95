create schema a; create table a.t (a int not null, n text); create table a.u (a int generated always as identity, n text); create table a.v (a int generated always as identity, n text);
