create schema a;
create unlogged table a.t (id int primary key, up int references a.t);
create unlogged table a.u (id int primary key, t int references a.t);
