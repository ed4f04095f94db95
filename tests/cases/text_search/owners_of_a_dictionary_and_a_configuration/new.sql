create schema a;
grant usage, create on schema a to case_a;
create text search dictionary a.d (template = simple);
create text search configuration a.c (copy = simple);
alter text search dictionary a.d owner to case_a;
alter text search configuration a.c owner to case_a;
