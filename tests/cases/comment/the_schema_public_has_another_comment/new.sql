comment on schema public is null;
