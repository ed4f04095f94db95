create schema app;
create domain app.amount as integer not null constraint positive check (value > 0);
create table app.bills (id integer primary key, amounts app.amount[], total app.amount);
