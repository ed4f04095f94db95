create schema a; create sequence a.s; create unlogged sequence a.u; select nextval('a.s'), nextval('a.u');
