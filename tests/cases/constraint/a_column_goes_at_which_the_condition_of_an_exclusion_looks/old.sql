create schema g;
create extension btree_gist with schema g;
create table g.rooms (id int primary key);
create table g.bookings (id int, room int references g.rooms, during tsrange, constraint no_overlap exclude using gist (room g.gist_int4_ops with =, during with &&));
insert into g.rooms values (1);
insert into g.bookings values (1,1,'[2024-01-01,2024-01-02)');
