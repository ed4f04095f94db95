create schema a; create sequence a.s as bigint; create sequence a.t as int; create sequence a.u as int increment -1;
