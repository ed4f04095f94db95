create schema a;
create schema b;
create type a.floatrange as range (subtype = float8, subtype_diff = float8mi, multirange_type_name = b.floats);
create table a.t (id int primary key, r a.floatrange, m b.floats);
insert into a.t values (1, '[1,2]', '{[1,2]}');
