create schema app;
create table app.drafts (id integer, note text, constraint "the key" primary key (id));
create sequence app.numbers owned by app.drafts.note;
