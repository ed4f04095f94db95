create schema a;
create collation a.c1 (provider = libc, locale = 'C');
