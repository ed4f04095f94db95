create schema a; create table a.t (id int primary key, n int check (n > 0) references a.t); create index i on a.t (n);
comment on table a.t is 'table'; comment on column a.t.id is 'id'; comment on constraint t_pkey on a.t is 'key'; comment on index a.i is 'index'; comment on index a.t_pkey is 'index of key';
