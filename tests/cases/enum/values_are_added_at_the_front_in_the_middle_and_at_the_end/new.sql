create schema a;
create type a.mood as enum ('awful', 'sad', 'so-so', 'ok', 'good', 'happy', 'über', 'it''s');
create table a.person (id int primary key, mood a.mood not null default 'ok');
insert into a.person values (1, 'sad'), (2, 'happy');
