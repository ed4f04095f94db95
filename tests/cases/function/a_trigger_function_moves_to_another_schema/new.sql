create schema a;
create schema b;
create table a.t (n integer);
create function b.tg() returns trigger language plpgsql as $$ begin return new; end $$;
create trigger x before insert on a.t for each row execute function b.tg();
