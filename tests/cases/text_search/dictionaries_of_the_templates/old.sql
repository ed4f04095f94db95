create schema a;
create text search dictionary a.simple_one (template = simple, accept = false);
create text search dictionary a.german (template = snowball, language = german, stopwords = german);
create text search dictionary a."Syn Ü" (template = synonym, synonyms = synonym_sample);
comment on text search dictionary a.german is 'deutsch';
