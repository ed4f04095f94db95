-- superuser
create schema a;
create access method heap2 type table handler heap_tableam_handler;
create table a.t (id int primary key) using heap2;
create access method gist2 type index handler gisthandler;
comment on access method gist2 is 'another';
