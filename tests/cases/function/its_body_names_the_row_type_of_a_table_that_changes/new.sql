create schema app;
create table app.things (id integer, note integer, more text[] default '{}');
create function app.is_known(thing app.things) returns boolean language sql immutable
begin atomic select thing is not null; end;
comment on function app.is_known(app.things) is 'Whether there is one.';
