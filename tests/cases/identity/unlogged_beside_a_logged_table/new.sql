create schema a; create table a.t (id int generated always as identity, n text); create unlogged table a.u (id int generated always as identity); alter sequence a.u_id_seq set logged;
