-- superuser
create schema a;
create type a.p as (x int);
create function a.lt(a.p, a.p) returns boolean language sql immutable as 'select ($1).x < ($2).x';
create function a.eq(a.p, a.p) returns boolean language sql immutable as 'select ($1).x = ($2).x';
create function a.cmp(a.p, a.p) returns int language sql immutable as 'select ($1).x - ($2).x';
create operator a.<<< (leftarg = a.p, rightarg = a.p, function = a.lt);
create operator a.=== (leftarg = a.p, rightarg = a.p, function = a.eq);
create operator class a.ops default for type a.p using btree as operator 1 a.<<<, function 1 a.cmp(a.p, a.p);
comment on operator class a.ops using btree is 'of points';
comment on operator family a.ops using btree is 'of points as well';
create table a.t (id int primary key, p a.p);
insert into a.t values (1, row(1));
create index by_p on a.t (p a.ops);
