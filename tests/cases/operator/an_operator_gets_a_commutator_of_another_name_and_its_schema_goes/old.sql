create schema b;
create schema a;
create function a.lt(int, text) returns boolean language sql immutable as 'select true';
create function a.gt(text, int) returns boolean language sql immutable as 'select true';
create operator a.<<< (leftarg = int, rightarg = text, function = a.lt, commutator = operator(a.>>>));
create operator a.>>> (leftarg = text, rightarg = int, function = a.gt, commutator = operator(a.<<<));
