-- superuser
create schema a;
create operator family a.ints using btree;
create operator class a.four for type int4 using btree family a.ints as operator 1 <, operator 2 <=, operator 3 =, operator 4 >=, operator 5 >, function 1 btint4cmp(int4, int4);
create table a.t (id int primary key, n int);
insert into a.t values (1, 1);
create index on a.t (n a.four);
alter operator family a.ints using btree add operator 1 < (int4, int8), function 1 (int4, int8) btint48cmp(int4, int8), function 2 (int4, int4) btint4sortsupport(internal);
