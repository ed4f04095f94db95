select lo_create(4711);
select lo_create(4712);
comment on large object 4711 is 'one';
grant select on large object 4711 to case_a;
