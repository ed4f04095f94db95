create schema a;
create type a.p as (x int);
create function a.eq(a.p, a.p) returns boolean language sql immutable as 'select ($1).x = ($2).x';
create function a.ne(a.p, a.p) returns boolean language sql immutable as 'select ($1).x <> ($2).x';
create operator a.=== (leftarg = a.p, rightarg = a.p, function = a.eq, commutator = operator(a.===), negator = operator(a.!==), restrict = eqsel, join = eqjoinsel, hashes, merges);
create operator a.!== (leftarg = a.p, rightarg = a.p, function = a.ne, commutator = operator(a.!==), negator = operator(a.===), restrict = neqsel, join = neqjoinsel);
comment on operator a.!== (a.p, a.p) is 'another';
