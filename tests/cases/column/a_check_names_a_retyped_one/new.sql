create schema a; create table a.t (a numeric, b bigint, constraint k check (a > b), constraint l check (a in (1, 2, 3)), exclude using btree (a with =));
