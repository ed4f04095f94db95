create schema a;
grant usage, create on schema a to case_a;
create function a.lt(int, text) returns boolean language sql immutable as 'select true';
create operator a.<<< (leftarg = int, rightarg = text, function = a.lt);
alter operator a.<<< (int, text) owner to case_a;
