-- superuser
create schema a;
create operator family a.ints using btree;
alter operator family a.ints using btree add operator 1 < (int4, int2), operator 5 > (int4, int2), operator 1 < (int4, int8), function 1 (int4, int8) btint48cmp(int4, int8);
