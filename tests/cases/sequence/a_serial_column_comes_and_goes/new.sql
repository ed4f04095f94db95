create schema a; create table a.t (n text, id bigserial); create table a.u (n text);
