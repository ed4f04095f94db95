create schema a; create table a.t (a text default 'x', b int default 5, c text default '7', d int[] default '{1,2}'); insert into a.t default values; update a.t set a = '12';
