create schema a;
create function a.diff(x text, y text) returns double precision language sql immutable as 'select 1.0::float8';
create type a.textrange as range (subtype = text, subtype_opclass = text_pattern_ops, collation = "C", subtype_diff = a.diff, multirange_type_name = a."many Texts");
create table a.t (id int primary key, r a.textrange, m a."many Texts");
insert into a.t values (1, '[a,b]');
