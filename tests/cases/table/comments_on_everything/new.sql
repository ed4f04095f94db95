create schema a; create table a.t (id int primary key, n int check (n > 0) references a.t); create index i on a.t (n);
comment on table a.t is 'Tabelle für
mehrere Zeilen'; comment on column a.t.n is 'n'; comment on constraint t_n_check on a.t is 'check'; comment on constraint t_n_fkey on a.t is 'foreign'; comment on index a.i is E'back\\slash';
