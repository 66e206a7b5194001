-- Erasures that were asked for, step by step, and what proves them (GDPR Art. 17 and 5(2); DECISIONS 115).

-- class: shared
CREATE TABLE erasure (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  -- The member, until the erasure is proven; nobody afterwards.
  subject_id TEXT,
  -- A salted imprint of the member, whose salt stands in the member's own receipt alone.
  commitment TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('begun', 'planned', 'executed', 'verified', 'issued')),
  begun_at TEXT NOT NULL,
  stepped_at TEXT NOT NULL,
  -- Runs that failed since the last step, and the kind of the last failure.
  failures INTEGER NOT NULL DEFAULT 0,
  last_error_code TEXT,
  -- Where the receipt goes, what is left to verify: under a key of the erasure's own, which goes as it is issued.
  payload_sealed BLOB,
  plan_json TEXT,
  executed_at TEXT,
  verified_at TEXT,
  verified_json TEXT,
  -- Recipients that were told of it, each with what became of the notice.
  recipients_json TEXT,
  -- Notices to recipients of which no outcome is known yet.
  waiting INTEGER NOT NULL DEFAULT 0,
  -- A compact JWS (RFC 7515).
  receipt TEXT,
  closed_at TEXT,
  PRIMARY KEY (realm_id, id),
  CHECK ((state = 'issued') = (subject_id IS NULL)),
  CHECK ((state = 'issued') = (payload_sealed IS NULL)),
  CHECK ((state = 'issued') = (receipt IS NOT NULL)),
  CHECK ((state = 'issued') = (closed_at IS NOT NULL)),
  CHECK ((state IN ('verified', 'issued')) = (verified_json IS NOT NULL)),
  CHECK ((state = 'begun') = (plan_json IS NULL))
) STRICT;
CREATE UNIQUE INDEX erasure_of_subject ON erasure (realm_id, subject_id) WHERE subject_id IS NOT NULL;
CREATE INDEX erasure_open ON erasure (stepped_at) WHERE state <> 'issued';
CREATE INDEX erasure_untold ON erasure (stepped_at) WHERE waiting > 0 AND closed_at IS NOT NULL;
CREATE INDEX erasure_closed ON erasure (realm_id, closed_at) WHERE closed_at IS NOT NULL;

CREATE TRIGGER erasure_goes_forward BEFORE UPDATE OF state ON erasure
WHEN NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN
  (VALUES ('begun', 'planned'), ('planned', 'executed'), ('executed', 'verified'), ('verified', 'issued'))
BEGIN SELECT RAISE(ABORT, 'an erasure goes forward, step by step'); END;
CREATE TRIGGER erasure_keeps_whom_it_is_about
BEFORE UPDATE OF realm_id, id, request_id, commitment, begun_at, subject_id ON erasure
WHEN NEW.realm_id <> OLD.realm_id OR NEW.id <> OLD.id OR NEW.request_id <> OLD.request_id
  OR NEW.commitment <> OLD.commitment OR NEW.begun_at <> OLD.begun_at
  OR (NEW.subject_id IS NOT OLD.subject_id AND NEW.state <> 'issued')
BEGIN SELECT RAISE(ABORT, 'an erasure is about one member'); END;
CREATE TRIGGER erasure_receipt_is_kept
BEFORE UPDATE OF receipt, plan_json, verified_json, executed_at, verified_at, closed_at ON erasure
WHEN OLD.state = 'issued'
BEGIN SELECT RAISE(ABORT, 'a receipt is never rewritten'); END;

-- What each statement of an erasure deleted or emptied, in its own batch.
-- class: shared
CREATE TABLE erasure_count (
  realm_id TEXT NOT NULL,
  erasure_id TEXT NOT NULL,
  step INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  erased INTEGER NOT NULL,
  PRIMARY KEY (realm_id, erasure_id, step),
  FOREIGN KEY (realm_id, erasure_id) REFERENCES erasure (realm_id, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
