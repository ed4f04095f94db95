select lo_create(4711);
select lo_create(4713);
comment on large object 4713 is 'three';
grant select, update on large object 4713 to case_a with grant option;
alter large object 4711 owner to case_a;
