create schema a; create table a.t (id int primary key, old_name text not null); create view a.v as select old_name as n from a.t;
