create schema app;
create type app.span as range (subtype = numeric);
create table app.stays (id integer, span app.span);
create table app.guests (last app.stays, all_of_them app.stays[]);
