create schema a; create table a.t (id int, kept int not null, new_one date default '2020-01-01' not null) partition by range (id); create table a.t1 partition of a.t for values from (1) to (10);
