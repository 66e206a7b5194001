-- Keys of erasure units, wrapped, and the rotations of what wraps them (DECISIONS 15, 16).

-- class: shared
CREATE TABLE unit_key (
  realm_id TEXT NOT NULL,
  -- Random and new for every key: a value says in its associated data which key sealed it.
  id TEXT NOT NULL,
  -- Member, ticket sender, guest, depicted person or staff.
  owner_id TEXT NOT NULL,
  -- core, brand:<id>, special:<brand>:<purpose>, message:<id>, order:<id>, fiscal, log:<day>
  unit TEXT NOT NULL,
  wrapped_key BLOB NOT NULL,
  -- Number of the key-encryption key that wrapped it.
  key_version INTEGER NOT NULL CHECK (key_version >= 1),
  created_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, owner_id, unit)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX unit_key_id ON unit_key (realm_id, id);
CREATE INDEX unit_key_version ON unit_key (key_version, realm_id, id);

-- Row n tells of salt n, from its announcement to the deletion of the salt before it.
-- class: platform
CREATE TABLE key_rotation (
  number INTEGER PRIMARY KEY CHECK (number >= 1),
  state TEXT NOT NULL CHECK (state IN ('asked', 'announced', 'written_under', 'rewritten', 'checked', 'finished')),
  -- Of salt n: tells whether a bucket and a database belong together, and says nothing of the salt.
  salt_sha256 TEXT,
  asked_at TEXT NOT NULL,
  started_at TEXT,
  -- When the state was reached: a state is kept for as long as an isolate may remember the one before.
  state_at TEXT NOT NULL,
  finished_at TEXT,
  -- Rows rewritten so far, and how long that took.
  progress_json TEXT NOT NULL,
  -- Only the holder may move a rotation on, until this time; a tick that dies lets go by itself.
  lease_holder TEXT,
  leased_until TEXT
) STRICT;
