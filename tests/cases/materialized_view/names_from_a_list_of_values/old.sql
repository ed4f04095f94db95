create schema a;
create materialized view a.m (x, y) as values (1, 'a'), (2, 'b');
