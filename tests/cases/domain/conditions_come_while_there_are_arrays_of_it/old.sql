create schema app;
create domain app.amount as integer;
create table app.bills (id integer primary key, amounts app.amount[], total app.amount);
insert into app.bills values (1, '{1,2}', 3);
