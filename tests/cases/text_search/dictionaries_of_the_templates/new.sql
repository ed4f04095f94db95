create schema a;
create text search dictionary a.simple_one (template = simple, stopwords = english, accept = true);
create text search dictionary a.german (template = snowball, language = german);
create text search dictionary a."Syn Ü" (template = synonym, synonyms = synonym_sample, casesensitive = 1);
comment on text search dictionary a.german is 'Deutsch ohne';
