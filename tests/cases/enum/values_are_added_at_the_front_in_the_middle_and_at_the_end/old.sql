create schema a;
create type a.mood as enum ('sad', 'ok', 'happy');
create table a.person (id int primary key, mood a.mood not null default 'ok');
insert into a.person values (1, 'sad'), (2, 'happy');
