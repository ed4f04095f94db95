-- since: 17
create schema a;
create domain a.d as int constraint given not null;
create domain a.e as int not null;
create domain a.f as int;
comment on constraint given on domain a.d is 'why';
