create schema a;
create text search dictionary a.d (template = simple);
create text search configuration a."C" (parser = default);
alter text search configuration a."C" add mapping for asciiword, word with a.d, english_stem;
alter text search configuration a."C" add mapping for url, email with simple;
comment on text search configuration a."C" is 'words';
