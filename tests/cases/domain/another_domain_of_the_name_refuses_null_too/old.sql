create schema app;
create domain app.code as text not null;
create table app.t (id integer primary key, c app.code);
insert into app.t values (1, '7');
