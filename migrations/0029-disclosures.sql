-- To whom something of a member was given (GDPR Art. 15(1)(c)), and the notices that those recipients get when it is
-- rectified, erased or restricted (GDPR Art. 19; DECISIONS 111).

-- A row for each time that something was given. It outlives the account, as a record of access by staff does.
-- class: shared
CREATE TABLE disclosure (
  realm_id TEXT NOT NULL,
  -- Derived from the cause, so that a cause that is written twice is one disclosure.
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  -- Ids of items of the register, with a space between.
  items TEXT NOT NULL CHECK (items <> ''),
  -- The site, the recipient's name, the reason, and by which reference the recipient knows the member: under a key of
  -- the row's own.
  details_sealed BLOB NOT NULL,
  disclosed_at TEXT NOT NULL,
  -- The role of who gave it.
  disclosed_by TEXT NOT NULL CHECK (disclosed_by <> ''),
  -- A recorded order forbids to tell the member sooner.
  withheld_until TEXT,
  PRIMARY KEY (realm_id, id)
) STRICT;
CREATE INDEX disclosure_member ON disclosure (realm_id, member_id, disclosed_at);
CREATE INDEX disclosure_term ON disclosure (realm_id, disclosed_at);

CREATE TRIGGER disclosure_is_immutable BEFORE UPDATE ON disclosure
BEGIN SELECT RAISE(ABORT, 'a record of a disclosure is never changed'); END;
CREATE TRIGGER disclosure_is_kept BEFORE DELETE ON disclosure
WHEN NOT EXISTS (SELECT 1 FROM retention_cutoff c
    WHERE c.realm_id = OLD.realm_id AND c.rule = 'disclosure' AND OLD.disclosed_at <= c.before)
BEGIN SELECT RAISE(ABORT, 'a record of a disclosure is kept until its term ends'); END;

-- One notice for each act and recipient. It names no member: an erasure that it tells of does not take it along.
-- class: shared
CREATE TABLE recipient_notice (
  realm_id TEXT NOT NULL,
  -- A keyed imprint of act and recipient, so that an act that is written twice is one notice to each.
  id TEXT NOT NULL,
  recipient TEXT NOT NULL CHECK (recipient <> ''),
  act TEXT NOT NULL
    CHECK (act IN ('rectified', 'erased', 'restricted', 'restriction_lifted', 'consent_withdrawn', 'objection')),
  -- The references that the recipient was given, and the items that it has: under a key of the notice's own.
  payload_sealed BLOB NOT NULL,
  -- by_hand: the recipient has no port, so a person tells it. failed: every attempt failed.
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'refused', 'failed', 'by_hand')),
  -- The run that works on it now; its claim ends at due_at.
  leased_by TEXT,
  due_at TEXT NOT NULL,
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  last_error_code TEXT,
  queued_at TEXT NOT NULL,
  -- When the recipient took it, or answered that it holds nothing under these references any more.
  told_at TEXT,
  PRIMARY KEY (realm_id, id),
  CHECK (state <> 'sent' OR told_at IS NOT NULL),
  CHECK (told_at IS NULL OR state IN ('sent', 'refused'))
) STRICT;
CREATE INDEX recipient_notice_due ON recipient_notice (state, due_at);
CREATE INDEX recipient_notice_leased ON recipient_notice (leased_by) WHERE leased_by IS NOT NULL;
CREATE INDEX recipient_notice_term ON recipient_notice (realm_id, told_at);
CREATE INDEX recipient_notice_by_person ON recipient_notice (realm_id, id)
  WHERE told_at IS NULL AND state IN ('refused', 'failed', 'by_hand');

CREATE TRIGGER recipient_notice_is_immutable
BEFORE UPDATE OF realm_id, id, recipient, act, payload_sealed, queued_at ON recipient_notice
BEGIN SELECT RAISE(ABORT, 'a notice is sent as it was written'); END;
CREATE TRIGGER recipient_notice_goes_by_its_steps BEFORE UPDATE OF state, told_at ON recipient_notice
WHEN OLD.told_at IS NOT NULL OR NOT (
  NEW.state = OLD.state
  OR (OLD.state = 'queued' AND NEW.state IN ('sent', 'refused', 'failed', 'by_hand'))
  OR (OLD.state IN ('refused', 'failed', 'by_hand') AND NEW.state IN ('queued', 'sent'))
)
BEGIN SELECT RAISE(ABORT, 'a notice takes no such step'); END;
CREATE TRIGGER recipient_notice_is_kept BEFORE DELETE ON recipient_notice WHEN OLD.told_at IS NULL
BEGIN SELECT RAISE(ABORT, 'a notice stays until its recipient is told'); END;

-- How notices ended, counted by day: evidence that outlives them, of nobody.
-- class: shared
CREATE TABLE recipient_notice_count (
  realm_id TEXT NOT NULL,
  -- A day of the calendar in Amsterdam: 2026-11-29.
  day TEXT NOT NULL,
  recipient TEXT NOT NULL,
  act TEXT NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('sent', 'refused', 'failed', 'by_hand')),
  notices INTEGER NOT NULL CHECK (notices >= 0),
  PRIMARY KEY (realm_id, day, recipient, act, outcome)
) STRICT, WITHOUT ROWID;
