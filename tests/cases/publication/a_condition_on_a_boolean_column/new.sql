create schema a;
create table a.t (id int primary key, active boolean not null, primary_one boolean);
create publication p for table a.t where (not active) with (publish = 'insert');
