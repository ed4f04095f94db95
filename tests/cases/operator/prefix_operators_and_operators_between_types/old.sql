create schema a;
create function a.f(int) returns int language sql immutable as 'select $1';
create function a.g(int, text) returns text language sql immutable as 'select $2';
create function a.h(text, int) returns text language sql immutable as 'select $1';
create operator a.## (rightarg = int, function = a.f);
create operator a.## (leftarg = int, rightarg = text, function = a.g, commutator = operator(a.##));
create operator a.## (leftarg = text, rightarg = int, function = a.h, commutator = operator(a.##));
