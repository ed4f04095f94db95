create schema a; create table a.t (a int, b int, constraint k check (a > b), constraint l check (a in (1, 2, 3)), exclude using btree (a with =)); insert into a.t values (2, 1);
