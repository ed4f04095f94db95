create schema a; create table a.t (id int generated always as identity, n text); grant select on sequence a.t_id_seq to case_b;
create table a.u (id int generated always as identity); alter sequence a.u_id_seq rename to "Zähler"; comment on sequence a."Zähler" is 'counts';
