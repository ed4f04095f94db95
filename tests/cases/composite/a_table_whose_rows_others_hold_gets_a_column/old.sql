create schema c;
create table c.base (a int, b text);
create table c.log (id int, r c.base, rs c.base[]);
create function c.f(c.base) returns c.base language sql as 'select $1';
create view c.v as select (r).b from c.log;
create domain c.d as c.base;
insert into c.base values (1,'b');
insert into c.log values (1, row(1,'b'), array[row(2,'c')::c.base]);
