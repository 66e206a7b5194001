-- The words of consents for one recipient, by the hash that a consent names (DECISIONS 119): they are derived from the
-- settings of their day, which the settings of a later day no longer say.
-- class: owned
CREATE TABLE consent_text (
  brand_id TEXT NOT NULL,
  -- sha256, hex, of the words.
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  locale TEXT NOT NULL,
  words TEXT NOT NULL CHECK (words <> ''),
  first_used_at TEXT NOT NULL,
  PRIMARY KEY (brand_id, hash)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER consent_text_is_immutable BEFORE UPDATE ON consent_text
BEGIN SELECT RAISE(ABORT, 'the words of a consent are never changed'); END;
CREATE TRIGGER consent_text_is_kept BEFORE DELETE ON consent_text
BEGIN SELECT RAISE(ABORT, 'the words of a consent are never deleted'); END;
