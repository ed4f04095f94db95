create schema a;
grant usage, create on schema a to case_a;
create text search dictionary a.d (template = simple);
create text search configuration a.c (copy = simple);
