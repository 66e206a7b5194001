-- Names that are held stand under hold salts, which a key rotation does not end (DECISIONS 94). Nothing has written a
-- hold so far; an imprint under the rotating salt could not be carried over, because the name behind it is erased.
DROP TABLE user_name_hold;

-- A user name that nobody may take for a term after its account was erased.
-- class: shared
CREATE TABLE user_name_hold (
  realm_id TEXT NOT NULL,
  -- Keyed imprints of the name and of what it looks like.
  name_index BLOB NOT NULL,
  likeness_index BLOB NOT NULL,
  -- The hold salt of both.
  salt TEXT NOT NULL,
  -- When the account was erased: the term of the edition in force counts from it.
  held_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, name_index)
) STRICT;
CREATE INDEX user_name_hold_likeness ON user_name_hold (realm_id, likeness_index);
CREATE INDEX user_name_hold_age ON user_name_hold (held_at);
CREATE INDEX user_name_hold_term ON user_name_hold (realm_id, held_at);
CREATE INDEX user_name_hold_salt ON user_name_hold (salt);
