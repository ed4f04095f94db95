create schema a;
create type a.c as ();
