-- superuser
create schema a;
create text search parser a.p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype, headline = prsd_headline);
create text search template a.t (init = dsnowball_init, lexize = dsnowball_lexize);
create text search dictionary a.d (template = a.t, language = 'english');
create text search configuration a.c (parser = a.p);
alter text search configuration a.c add mapping for word with a.d;
comment on text search parser a.p is 'another parser';
