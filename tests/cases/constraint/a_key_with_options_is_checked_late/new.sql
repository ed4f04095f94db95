create schema s;
create table s.t (
    a int,
    b int,
    constraint t_key unique nulls not distinct (a) include (b) with (fillfactor = 70) deferrable initially deferred
);
insert into s.t values (1, 2);
