create schema app;
create table app."Entwürfe" (id integer, note text, constraint "the key" primary key (id));
create sequence app.numbers owned by app."Entwürfe".note;
