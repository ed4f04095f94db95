create schema a;
create collation a.c1 (provider = libc, lc_collate = 'POSIX', lc_ctype = 'C');
create collation a."Ü" from "C";
