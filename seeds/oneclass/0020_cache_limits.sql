-- seeds/oneclass/0020_cache_limits.sql
-- what: how long each kind of answer may be cached, in seconds.
-- why: a limit that exists is left alone: an operator may have changed it.

insert into platform.cache_limits (answer, seconds)
values
('user_context', 300),
('minimal_context', 120),
('school_info', 900),
('subdomain_mapping', 1800),
('permissions', 600),
('features', 1800),
('clerk_validation', 300)
on conflict (answer) do nothing;
