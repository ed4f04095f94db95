create schema a;
create table a.t (x varchar(10), "Größe" varchar);
create policy p on a.t using (x in ('a', 'b'));
