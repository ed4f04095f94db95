create schema a;
create conversion a.conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
