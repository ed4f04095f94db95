-- since: 17
create schema a;
create domain a.d as int constraint "Wanted" not null;
create domain a.e as int constraint here not null;
create domain a.f as int constraint f_is_there not null;
comment on constraint here on domain a.e is 'why';
