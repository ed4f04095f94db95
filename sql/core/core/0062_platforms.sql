-- core/0062_platforms.sql
-- engine: postgres
-- what: notes when a platform was changed.
-- requires: core/0026_platforms.sql
-- why: not on Citus, which takes no triggers on a table that is on every node: there updated_at is for whoever writes
--      it.

create trigger tg_900_set_updated_at
before update on core.platforms
for each row execute function common.tg__set_updated_at();
