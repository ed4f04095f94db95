create schema a;
grant usage, create on schema a to case_a;
create collation a.c (provider = libc, locale = 'C');
comment on collation a.c is 'two';
alter collation a.c owner to case_a;
