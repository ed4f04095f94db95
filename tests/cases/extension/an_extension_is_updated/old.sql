create extension hstore version '1.4';
comment on extension hstore is 'of ours';
