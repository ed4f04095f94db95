create schema a;
create table a.one (id int primary key, note text); insert into a.one values (1, 'x'), (2, null);
create unlogged table a.two (id int primary key, note text); insert into a.two values (1, 'x'), (2, null);
create index on a.two (note);
