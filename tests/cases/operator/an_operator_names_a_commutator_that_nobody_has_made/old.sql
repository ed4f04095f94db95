create schema a;
create function a.lt(int, text) returns boolean language sql immutable as 'select true';
create operator a.<<< (leftarg = int, rightarg = text, function = a.lt, commutator = operator(a.>>>));
