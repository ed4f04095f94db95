create schema a;
create table a.t (id integer primary key, n integer);
create function a.tg() returns trigger language plpgsql as $$ begin return new; end $$;
