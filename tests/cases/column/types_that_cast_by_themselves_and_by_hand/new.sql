create schema a; create table a.t (a smallint, b int, c varchar(20), d numeric(12, 3), e timestamptz, f bigint[], g int, h jsonb, i varbit, j text, k text, l text);
