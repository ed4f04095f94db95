create schema a;
create text search dictionary a.d (template = simple);
create text search configuration a."C" (parser = default);
alter text search configuration a."C" add mapping for asciiword with english_stem, a.d;
alter text search configuration a."C" add mapping for hword_asciipart, email, numhword with simple;
