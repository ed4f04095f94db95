create schema a;
create type a.e as enum ('x', 'y');
