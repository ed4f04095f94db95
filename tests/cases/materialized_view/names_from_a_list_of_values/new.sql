create schema a;
create materialized view a.m (x, y) as values (1, 'a'), (3, 'b');
comment on column a.m.y is 'y';
