create schema app;
create table app.codes (code text, constraint codes_pkey primary key (code));
alter table app.codes add constraint codes_one unique (code), add constraint codes_two unique (code);
