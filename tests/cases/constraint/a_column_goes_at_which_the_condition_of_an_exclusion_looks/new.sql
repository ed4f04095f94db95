create schema g;
create extension btree_gist with schema g;
create table g.rooms (id bigint primary key);
create table g.bookings (id int, room bigint references g.rooms, during tstzrange, cancelled bool default false not null, constraint no_overlap exclude using gist (room g.gist_int8_ops with =, during with &&) where (not cancelled) deferrable);
insert into g.rooms values (1);
insert into g.bookings values (1,1,'[2024-01-01,2024-01-02)');
