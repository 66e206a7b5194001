-- A copy of what is held of a person who has no account (GDPR Art. 15), asked for by an address and opened by a mailed
-- link. Which kinds of persons there are the register says, so no table lists them: SQLite drops no CHECK from a column,
-- so the table of copies is made anew without it. Keys, indexes and the trigger stay.

-- class: shared
CREATE TABLE export_copy (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  subject_kind TEXT NOT NULL,
  member_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('making', 'ready', 'failed')),
  asked_at TEXT NOT NULL,
  -- Steps that were written down; the next one takes its place by this number.
  steps INTEGER NOT NULL DEFAULT 0,
  -- Runs that failed since the last step.
  failures INTEGER NOT NULL DEFAULT 0,
  stepped_at TEXT NOT NULL,
  -- Of a hundred.
  percent INTEGER NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
  bytes INTEGER NOT NULL DEFAULT 0,
  progress_sealed BLOB,
  -- When it was whole, or given up.
  made_at TEXT,
  fetched_at TEXT,
  fetches INTEGER NOT NULL DEFAULT 0,
  -- SHA-256 of the code of the link that opens it; of a person with an account, who signs in, there is none.
  link_hash BLOB,
  PRIMARY KEY (realm_id, id),
  CHECK ((state = 'making') = (made_at IS NULL))
) STRICT;
INSERT INTO export_copy SELECT *, NULL FROM export;
DROP TABLE export;
ALTER TABLE export_copy RENAME TO export;
CREATE UNIQUE INDEX export_of_subject ON export (realm_id, member_id);
CREATE INDEX export_to_make ON export (stepped_at) WHERE state = 'making';
CREATE INDEX export_made ON export (realm_id, made_at) WHERE made_at IS NOT NULL;
CREATE INDEX export_of_link ON export (realm_id, link_hash) WHERE link_hash IS NOT NULL;

CREATE TRIGGER export_takes_its_parts_along AFTER DELETE ON export
BEGIN INSERT INTO object_removal (brand_id, object_key) VALUES ('', 'exports/' || OLD.id); END;

-- Links that were mailed and have begun nothing yet: a row for each person that the link stands for. Begun, the row goes,
-- and the copy bears the hash.
-- class: shared
CREATE TABLE copy_link (
  realm_id TEXT NOT NULL,
  code_hash BLOB NOT NULL,
  subject_kind TEXT NOT NULL,
  subject_id TEXT NOT NULL,
  issued_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, subject_id, code_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX copy_link_code ON copy_link (realm_id, code_hash);
CREATE INDEX copy_link_issued ON copy_link (realm_id, issued_at);
CREATE INDEX copy_link_expires ON copy_link (expires_at);
