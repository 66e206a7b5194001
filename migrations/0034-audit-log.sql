-- The log of each realm, its heads day by day, and the public keys under which proofs are signed (DECISIONS 114).

-- A row for each thing of the list in code that happened, chained. It names nobody and holds no free text, so that it
-- outlives whom it was about.
-- class: shared
CREATE TABLE audit_entry (
  realm_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  at TEXT NOT NULL,
  actor TEXT NOT NULL CHECK (actor IN ('member', 'staff', 'system', 'visitor')),
  -- Of a member of staff; '' otherwise.
  role TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action <> ''),
  -- Random identifier of a request; '' where there is none.
  request_id TEXT NOT NULL,
  counts_json TEXT NOT NULL,
  -- Number of the statement that was in force; 0 where none matters.
  edition INTEGER NOT NULL CHECK (edition >= 0),
  -- A salted hash; '' where there is none.
  commitment TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  -- sha256 over all columns above, in this order, base64url.
  hash TEXT NOT NULL CHECK (hash <> ''),
  PRIMARY KEY (realm_id, number),
  CHECK ((number = 1) = (previous_hash = ''))
) STRICT;
-- Of two writers that read the same last row, one comes second, and reads again.
CREATE UNIQUE INDEX audit_entry_chain ON audit_entry (realm_id, previous_hash);
CREATE INDEX audit_entry_day ON audit_entry (realm_id, at);
CREATE TRIGGER audit_entry_follows BEFORE INSERT ON audit_entry
WHEN NEW.number > 1 AND NOT EXISTS (SELECT 1 FROM audit_entry e
  WHERE e.realm_id = NEW.realm_id AND e.number = NEW.number - 1 AND e.hash = NEW.previous_hash)
BEGIN SELECT RAISE(ABORT, 'an entry of the log follows on the last one'); END;
CREATE TRIGGER audit_entry_is_immutable BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the log is never changed'); END;
CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'an entry of the log is kept'); END;

-- The public half of every key that signed a proof: it verifies what it signed for as long as anybody keeps that.
-- class: platform
CREATE TABLE proof_key (
  -- RFC 7638.
  kid TEXT PRIMARY KEY,
  -- RFC 8037: an Ed25519 public key, base64url.
  x TEXT NOT NULL,
  first_used_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER proof_key_is_immutable BEFORE UPDATE ON proof_key
BEGIN SELECT RAISE(ABORT, 'a key of proofs is never changed'); END;
CREATE TRIGGER proof_key_is_kept BEFORE DELETE ON proof_key
BEGIN SELECT RAISE(ABORT, 'a key of proofs is kept'); END;
