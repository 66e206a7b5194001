-- A member of staff whose second step an operator took away, and the link for a new one. The row stays as the record
-- of who did it; the code stands here only as a hash, and alone it opens nothing: it takes the password too.
-- class: shared
CREATE TABLE staff_second_step_reset (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  code_hash BLOB NOT NULL,
  reset_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  -- When the new second step was set up, or when a newer link took this one's place.
  ended_at TEXT,
  PRIMARY KEY (realm_id, id),
  FOREIGN KEY (realm_id, staff_id) REFERENCES staff (realm_id, id) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX staff_second_step_reset_code ON staff_second_step_reset (realm_id, code_hash);
CREATE UNIQUE INDEX staff_second_step_reset_open ON staff_second_step_reset (realm_id, staff_id) WHERE ended_at IS NULL;
CREATE INDEX staff_second_step_reset_staff ON staff_second_step_reset (realm_id, staff_id, id);
CREATE INDEX staff_second_step_reset_age ON staff_second_step_reset (created_at);
CREATE TRIGGER staff_second_step_reset_ends_once BEFORE UPDATE ON staff_second_step_reset
WHEN OLD.ended_at IS NOT NULL
  OR NEW.staff_id <> OLD.staff_id OR NEW.reset_by <> OLD.reset_by OR NEW.created_at <> OLD.created_at
BEGIN SELECT RAISE(ABORT, 'a record of a reset ends once and is never changed'); END;
-- 24 months is the retention rule staff_access.
CREATE TRIGGER staff_second_step_reset_is_kept BEFORE DELETE ON staff_second_step_reset
WHEN OLD.created_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-24 months')
  AND EXISTS (SELECT 1 FROM staff WHERE staff.realm_id = OLD.realm_id AND staff.id = OLD.staff_id)
BEGIN SELECT RAISE(ABORT, 'a record of a reset is kept for 24 months'); END;
