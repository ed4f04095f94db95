create schema g;
create table g.p (id int, k text) partition by hash (id);
create table g.h0 partition of g.p for values with (modulus 2, remainder 0);
create table g.h1 partition of g.p for values with (modulus 2, remainder 1);
insert into g.p select i, i::text from generate_series(1,10) i;
