create schema a; create table a.t (a int unique deferrable initially deferred, b int unique, c int unique deferrable, r int4range, constraint e exclude using gist (r with &&));
