-- events/0010_outbox_aggregates.sql
-- what: one row per thing that ever had an event: how many it had.
-- requires: helpers/0010_schema.sql
-- why: numbers from a sequence are drawn in one order and committed in another, so a worker could see the second event
--      of a thing before the first. Whoever publishes updates this row, and so waits for whoever published before. An
--      advisory lock would do the same, but a transaction that changes many thousand rows runs out of those.

create table common.outbox_aggregates (
    aggregatetype text not null,
    aggregateid text not null,
    last_version bigint not null default 1,
    constraint outbox_aggregates_pkey primary key (aggregatetype, aggregateid)
) with (fillfactor = 70); -- updated with every event: room for the new version of a row beside the old one

alter table common.outbox_aggregates enable row level security;
alter table common.outbox_aggregates force row level security;

comment on table common.outbox_aggregates is 'Things that had events, one row each; its lock puts them in order.';
comment on column common.outbox_aggregates.aggregatetype is 'Kind of thing, as in outbox_events.';
comment on column common.outbox_aggregates.aggregateid is 'Which one, as in outbox_events.';
comment on column common.outbox_aggregates.last_version is 'Version of its newest event.';
