create schema a;
create domain a.amount as int check (value >= 0);
create domain a.price as a.amount default 1 check (value < 1000);
create table a.t (id int primary key, p a.price, ps a.price[]);
insert into a.t values (1, 5, '{1,2}');
create view a.v as select p from a.t;
