create schema a;
create type a.money as (amount bigint, currency text);
create table a.t (id int primary key, price a.money not null, unique (price));
insert into a.t values (1, row(5, 'EUR'));
