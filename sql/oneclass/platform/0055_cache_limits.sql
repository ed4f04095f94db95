-- platform/0055_cache_limits.sql
-- what: how long an answer may be kept by whoever asked for it.
-- requires: platform/0010_schema.sql
-- why: rows, so that an operator can change a limit at once. The functions that give the answers send them as
--      Cache-Control; a limit without a function is for applications that read it.

create table platform.cache_limits (
    answer text not null,
    seconds integer not null,
    constraint cache_limits_pkey primary key (answer),
    constraint cache_limits_answer_check check (answer ~ '^[a-z][a-z0-9_]*$'),
    constraint cache_limits_seconds_check check (seconds >= 0)
);

alter table platform.cache_limits enable row level security;
alter table platform.cache_limits force row level security;

comment on table platform.cache_limits is 'Answers that may be cached, and for how long; one row each.';
comment on column platform.cache_limits.answer is 'Kind of answer.';
comment on column platform.cache_limits.seconds is 'For how long; 0 asks again each time.';
