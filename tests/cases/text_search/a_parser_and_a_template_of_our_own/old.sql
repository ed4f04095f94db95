-- superuser
create schema a;
create text search parser a.p (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search template a.t (lexize = dsimple_lexize, init = dsimple_init);
create text search dictionary a.d (template = a.t);
create text search configuration a.c (parser = a.p);
alter text search configuration a.c add mapping for word with a.d;
comment on text search parser a.p is 'parser';
comment on text search template a.t is 'template';
