create schema a;
create table a.t (id int primary key, n int, "Ü" text, active boolean not null);
create publication p for table a.t (id, n, active) where (n > 5 and active) with (publish = 'insert, update');
