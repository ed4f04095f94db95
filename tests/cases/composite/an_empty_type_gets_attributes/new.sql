create schema a;
create type a.c as (x int, y text);
