create schema a;
create type a.p as (x int);
create function a.eq(a.p, a.p) returns boolean language sql immutable as 'select ($1).x = ($2).x';
create function a.ne(a.p, a.p) returns boolean language sql immutable as 'select ($1).x <> ($2).x';
create operator a.=== (leftarg = a.p, rightarg = a.p, function = a.eq, commutator = operator(a.===));
comment on operator a.=== (a.p, a.p) is 'the same';
