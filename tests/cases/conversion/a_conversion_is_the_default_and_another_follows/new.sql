create schema a;
create default conversion a.conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create conversion a."Ü" for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1;
comment on conversion a."Ü" is 'back';
