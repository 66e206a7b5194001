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

-- Which chains of members' records got a row on a day, and where each ended then: as keyed hashes, which name nobody and
-- so outlive whose chain it was.
-- class: shared
CREATE TABLE audit_chain_head (
  realm_id TEXT NOT NULL,
  -- A day of the calendar in Amsterdam: 2026-11-29.
  day TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('staff_access', 'consent')),
  -- HMAC of the day, the chain and the hash of its last row.
  leaf TEXT NOT NULL CHECK (leaf <> ''),
  -- HMAC of whose chain it is; for one that has its member's id, and the secret, to find the heads again.
  chain TEXT NOT NULL CHECK (chain <> ''),
  PRIMARY KEY (realm_id, day, kind, leaf)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_chain_head_chain ON audit_chain_head (realm_id, chain);
CREATE INDEX consent_event_day ON consent_event (brand_id, happened_at, member_id);

-- The head of the log as a day was closed, signed, and since when it also stands outside the database.
-- class: shared
CREATE TABLE audit_day (
  realm_id TEXT NOT NULL,
  day TEXT NOT NULL,
  -- Of the entry that closed the day, which holds the hash over all heads of chains.
  number INTEGER NOT NULL CHECK (number >= 1),
  hash TEXT NOT NULL,
  chains INTEGER NOT NULL CHECK (chains >= 0),
  ledgers_hash TEXT NOT NULL,
  -- Number, hash and day as a compact JWS.
  jws TEXT NOT NULL,
  put_at TEXT,
  PRIMARY KEY (realm_id, day)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX audit_day_number ON audit_day (realm_id, number);
CREATE INDEX audit_day_waiting ON audit_day (realm_id, day) WHERE put_at IS NULL;

CREATE TRIGGER audit_day_has_every_chain BEFORE INSERT ON audit_day
WHEN NEW.chains <> (SELECT count(*) FROM audit_chain_head h WHERE h.realm_id = NEW.realm_id AND h.day = NEW.day)
BEGIN SELECT RAISE(ABORT, 'heads of chains were added meanwhile'); END;
CREATE TRIGGER audit_day_is_immutable BEFORE UPDATE ON audit_day
WHEN OLD.put_at IS NOT NULL OR NEW.realm_id <> OLD.realm_id OR NEW.day <> OLD.day OR NEW.number <> OLD.number
  OR NEW.hash <> OLD.hash OR NEW.chains <> OLD.chains OR NEW.ledgers_hash <> OLD.ledgers_hash OR NEW.jws <> OLD.jws
BEGIN SELECT RAISE(ABORT, 'a closed day is never changed'); END;
CREATE TRIGGER audit_day_is_kept BEFORE DELETE ON audit_day
BEGIN SELECT RAISE(ABORT, 'a closed day is kept'); END;

CREATE TRIGGER audit_chain_head_of_open_day BEFORE INSERT ON audit_chain_head
WHEN EXISTS (SELECT 1 FROM audit_day d WHERE d.realm_id = NEW.realm_id AND d.day = NEW.day)
BEGIN SELECT RAISE(ABORT, 'the day is closed'); END;
CREATE TRIGGER audit_chain_head_is_immutable BEFORE UPDATE ON audit_chain_head
BEGIN SELECT RAISE(ABORT, 'a head of a chain is never changed'); END;
CREATE TRIGGER audit_chain_head_is_kept BEFORE DELETE ON audit_chain_head
BEGIN SELECT RAISE(ABORT, 'a head of a chain is kept'); END;
