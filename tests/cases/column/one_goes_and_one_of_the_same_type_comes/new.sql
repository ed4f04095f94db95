create schema a; create table a.t (id int primary key, new_name text not null default ''); create view a.v as select new_name as n from a.t;
