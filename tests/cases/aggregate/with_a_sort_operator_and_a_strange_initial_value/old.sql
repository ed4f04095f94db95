create schema a;
create aggregate a.least(integer) (sfunc = int4smaller, stype = integer, sortop = <);
create aggregate a.cat(text) (sfunc = textcat, stype = text, initcond = '');
