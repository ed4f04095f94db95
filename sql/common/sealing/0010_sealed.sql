-- sealing/0010_sealed.sql
-- what: the type of a column that holds a secret which the application has sealed.
-- requires: helpers/0010_schema.sql
-- why: whoever forgets to seal must hear it before the secret is in a table, in its backups and in its log. The message
--      of a failed domain names the domain and not the value, where that of a table's check shows the row. The rule is
--      made of built-in functions, so that nobody needs a grant to write such a column. The envelope:
--
--          octet 0          version, 1: no text begins with it
--          octet 1          length n of the key's id, 1 to 64
--          n octets         id of the key: lower-case letters, digits, and between them . _ -
--          12 octets        nonce
--          0 or more        ciphertext, AES-256-GCM
--          16 octets        tag
--
--      The key is in no database, so nothing here can open an envelope: docs/keys.md says how the application does.

create domain common.sealed as bytea
constraint sealed_check check (
    case
        when octet_length(value) < 2 + 1 + 12 + 16 then false -- get_byte raises for an octet that is not there
        when get_byte(value, 0) <> 1 then false
        when octet_length(value) < 2 + get_byte(value, 1) + 12 + 16 then false
        -- In this form, unlike in the encoding of the database, every octet is a text.
        else encode(substr(value, 3, get_byte(value, 1)), 'escape') ~ '^[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?$'
    end
);

comment on domain common.sealed
is 'A secret that the application has sealed: version, key id, nonce, ciphertext, tag. Anything else is refused.';
