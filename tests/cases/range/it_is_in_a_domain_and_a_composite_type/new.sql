create schema app;
create type app.span as range (subtype = numeric);
create domain app.free as app.span default 'empty'::app.span;
create type app.stay as (guest text, span app.span, free app.free);
create table app.stays (id integer primary key, stay app.stay, free app.free, all_of_them app.stay[]);
create view app.guests as select s.id, (s.stay).guest from app.stays as s;
comment on type app.stay is 'One stay.';
