create schema a; create sequence a.s start 7 increment 3 minvalue -10 maxvalue 1000 cache 5 cycle; create sequence a.u; create sequence a.d increment -2 minvalue -100 maxvalue 100 start 50;
