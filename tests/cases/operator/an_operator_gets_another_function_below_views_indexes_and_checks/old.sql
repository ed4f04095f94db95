create schema a;
create function a.eq(text, text) returns boolean language sql immutable as 'select lower($1) = lower($2)';
create function a.eq2(text, text) returns boolean language sql immutable as 'select upper($1) = upper($2)';
create operator a.~= (leftarg = text, rightarg = text, function = a.eq);
create table a.t (id int primary key, n text check (n operator(a.~=) n));
insert into a.t values (1, 'x');
create index on a.t ((n operator(a.~=) 'x'));
create view a.v as select id from a.t where n operator(a.~=) 'x';
