-- superuser
create schema a;
create operator family a.ints using btree;
alter operator family a.ints using btree add operator 1 < (int4, int2), operator 3 = (int4, int2), function 1 (int4, int2) btint42cmp(int4, int2);
