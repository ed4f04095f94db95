create schema a; create unlogged sequence a.s; create sequence a.u; create unlogged sequence a.n start 10;
