-- Ends what `toolkit watch` began; what was noted stays.
drop event trigger if exists toolkit_note_ddl;
drop event trigger if exists toolkit_note_drop;
drop function if exists toolkit.tg_note_ddl();
