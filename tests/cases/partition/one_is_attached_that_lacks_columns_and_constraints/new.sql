create schema a; create table a.p (id int not null, n text not null, constraint pos check (id > 0)) partition by range (id); create table a.q partition of a.p for values from (10) to (20);
