create schema a;
create aggregate a.least(integer) (sfunc = int4smaller, stype = integer, sortop = <, combinefunc = int4smaller, parallel = restricted);
create aggregate a.cat(text) (sfunc = textcat, stype = text, initcond = 'it''s \ "x"');
