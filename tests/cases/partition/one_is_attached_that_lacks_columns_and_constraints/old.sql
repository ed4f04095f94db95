create schema a; create table a.p (id int not null, n text not null, constraint pos check (id > 0)) partition by range (id); create table a.q (id int, n text); insert into a.q values (11, 'c');
