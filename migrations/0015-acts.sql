-- What must never be undone, not even by a copy of the database that is put back (DECISIONS 73).

-- The outbox of the acts that also stand as objects outside the database, `acts/<realm>/<number>`: those whose object
-- is yet to be put, and the newest one that was put, of which only the number is kept.
-- class: shared
CREATE TABLE act (
  realm_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  -- Random: two acts that got the same number, one of them in a copy, can be told apart.
  id TEXT NOT NULL,
  -- A member, or a member of staff.
  subject_id TEXT,
  act_json TEXT,
  put_at TEXT,
  PRIMARY KEY (realm_id, number),
  CHECK ((put_at IS NULL) = (subject_id IS NOT NULL)),
  CHECK ((put_at IS NULL) = (act_json IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX act_waiting ON act (realm_id, number) WHERE put_at IS NULL;

-- A copy of the database that was put back, from when the Worker noticed it or an operator asked to finish it, until
-- that is done.
-- class: platform
CREATE TABLE restore (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  noticed_at TEXT NOT NULL,
  asked_at TEXT,
  finished_at TEXT CHECK (finished_at IS NULL OR asked_at IS NOT NULL),
  -- By realm, how many acts the copy lacked when that was last looked at, and since when.
  ahead_json TEXT NOT NULL,
  -- Members whose sessions were ended, acts that were replayed, and what stopped it.
  progress_json TEXT NOT NULL,
  -- Only the holder may go on, until this time; a tick that is killed lets go by itself.
  lease_holder TEXT,
  leased_until TEXT
) STRICT;
CREATE UNIQUE INDEX restore_open ON restore (finished_at IS NULL) WHERE finished_at IS NULL;
