create schema a; create sequence a.s as int; create sequence a.t as smallint minvalue 5 maxvalue 50; create sequence a.u as bigint increment -1; select nextval('a.s');
