create schema a;
create table a.t (id int primary key, n int, "Ü" text, active boolean not null);
create publication p for table a.t (id, "Ü") where (id > 1) with (publish = 'insert, update, delete, truncate');
alter publication p rename to "P q";
