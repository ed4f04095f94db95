create schema t;
create table t.p (a bigint, b int, c varchar(9)) partition by hash (a);
create table t.p0 partition of t.p for values with (modulus 1, remainder 0);
create unique index u on t.p (a, b) include (c);
create index i on t.p (upper(c)) where b > 0;
alter table t.p add constraint pk unique (a);
comment on index t.p0_upper_idx is 'y';
insert into t.p values (1,1,'c');
