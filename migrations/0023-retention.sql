-- Retention runs: the day's pass over closed accounts, what was erased by which rule, and the mark of an account that
-- is being erased, which nobody can reopen any more.

ALTER TABLE member ADD COLUMN erasing_at TEXT CHECK (erasing_at IS NULL OR state = 'closed');
CREATE INDEX member_erasing ON member (realm_id, id) WHERE erasing_at IS NOT NULL;

CREATE INDEX registration_end ON registration (realm_id, expires_at);
CREATE INDEX brand_revision_first ON brand_revision (brand_id, realm_id) WHERE revision = 1;

-- class: shared
CREATE TABLE retention_pass (
  realm_id TEXT NOT NULL,
  -- A day of the calendar in Amsterdam: 2026-11-29.
  day TEXT NOT NULL,
  -- The account that the pass examined last.
  after_closed_at TEXT NOT NULL,
  after_id TEXT NOT NULL,
  examined INTEGER NOT NULL CHECK (examined >= 0),
  started_at TEXT NOT NULL,
  ended_at TEXT,
  PRIMARY KEY (realm_id, day)
) STRICT, WITHOUT ROWID;

-- class: shared
CREATE TABLE retention_run (
  realm_id TEXT NOT NULL,
  day TEXT NOT NULL,
  rule TEXT NOT NULL,
  table_name TEXT NOT NULL,
  erased INTEGER NOT NULL CHECK (erased >= 0),
  -- Rows of erased accounts that stay, each until a term of its own ends.
  kept INTEGER NOT NULL CHECK (kept >= 0),
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, day, rule, table_name)
) STRICT, WITHOUT ROWID;

-- Up to which moment the events lie whose term has ended, by the edition in force when a rule last erased something.
-- class: shared
CREATE TABLE retention_cutoff (
  realm_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  before TEXT NOT NULL,
  noted_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, rule)
) STRICT, WITHOUT ROWID;

-- The record of staff goes when the term of its rule has ended, whatever the edition says that term is, and no sooner.
DROP TRIGGER staff_access_is_kept;
CREATE TRIGGER staff_access_is_kept BEFORE DELETE ON staff_access
WHEN NOT EXISTS (SELECT 1 FROM retention_cutoff c
    WHERE c.realm_id = OLD.realm_id AND c.rule = 'staff_access' AND OLD.accessed_at <= c.before)
BEGIN SELECT RAISE(ABORT, 'a record of access is kept until its term ends'); END;
-- It outlives the account of the member of staff, whose id then leads nowhere: these tables refer to none.
CREATE TABLE staff_second_step_reset_copy (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  code_hash BLOB NOT NULL,
  reset_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  ended_at TEXT,
  PRIMARY KEY (realm_id, id)
) STRICT;
INSERT INTO staff_second_step_reset_copy SELECT * FROM staff_second_step_reset;
DROP TRIGGER staff_second_step_reset_is_kept;
DROP TABLE staff_second_step_reset;
ALTER TABLE staff_second_step_reset_copy RENAME TO staff_second_step_reset;
CREATE UNIQUE INDEX staff_second_step_reset_code ON staff_second_step_reset (realm_id, code_hash);
CREATE UNIQUE INDEX staff_second_step_reset_open ON staff_second_step_reset (realm_id, staff_id) WHERE ended_at IS NULL;
CREATE INDEX staff_second_step_reset_staff ON staff_second_step_reset (realm_id, staff_id, id);
CREATE INDEX staff_second_step_reset_age ON staff_second_step_reset (created_at);
CREATE INDEX staff_second_step_reset_term ON staff_second_step_reset (realm_id, created_at);
CREATE TRIGGER staff_second_step_reset_ends_once BEFORE UPDATE ON staff_second_step_reset
WHEN OLD.ended_at IS NOT NULL
  OR NEW.staff_id <> OLD.staff_id OR NEW.reset_by <> OLD.reset_by OR NEW.created_at <> OLD.created_at
BEGIN SELECT RAISE(ABORT, 'a record of a reset ends once and is never changed'); END;
CREATE TRIGGER staff_second_step_reset_is_kept BEFORE DELETE ON staff_second_step_reset
WHEN NOT EXISTS (SELECT 1 FROM retention_cutoff c
    WHERE c.realm_id = OLD.realm_id AND c.rule = 'staff_access' AND OLD.created_at <= c.before)
BEGIN SELECT RAISE(ABORT, 'a record of a reset is kept until its term ends'); END;

CREATE TABLE staff_search_copy (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('email', 'user_name')),
  found INTEGER NOT NULL CHECK (found IN (0, 1)),
  searched_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, id)
) STRICT;
INSERT INTO staff_search_copy SELECT * FROM staff_search;
DROP TRIGGER staff_search_is_kept;
DROP TABLE staff_search;
ALTER TABLE staff_search_copy RENAME TO staff_search;
CREATE INDEX staff_search_staff ON staff_search (realm_id, staff_id, searched_at);
CREATE INDEX staff_search_recent ON staff_search (realm_id, searched_at, staff_id, found);
CREATE INDEX staff_search_age ON staff_search (searched_at);
CREATE TRIGGER staff_search_is_immutable BEFORE UPDATE ON staff_search
BEGIN SELECT RAISE(ABORT, 'a record of a search is never changed'); END;
CREATE TRIGGER staff_search_is_kept BEFORE DELETE ON staff_search
WHEN NOT EXISTS (SELECT 1 FROM retention_cutoff c
    WHERE c.realm_id = OLD.realm_id AND c.rule = 'staff_access' AND OLD.searched_at <= c.before)
BEGIN SELECT RAISE(ABORT, 'a record of a search is kept until its term ends'); END;

-- Older code, which may end a mail while a deploy goes on, does not say when.
CREATE TRIGGER outbox_settles AFTER UPDATE OF state ON outbox
WHEN NEW.settled_at IS NULL AND NEW.state IN ('sent', 'gathered', 'dropped', 'failed')
BEGIN
  UPDATE outbox SET settled_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = NEW.id;
END;
