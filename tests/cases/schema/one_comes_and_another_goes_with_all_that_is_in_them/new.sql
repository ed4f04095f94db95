create schema stays; create table stays.t (id int);
insert into stays.t values (1);
create schema other; create type other.mood as enum ('a', 'b'); create table other.t (m other.mood default 'a');
