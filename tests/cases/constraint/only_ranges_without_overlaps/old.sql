-- since: 18
create schema a; create table a.t (k int4range, during daterange, constraint p primary key (k, during without overlaps));
