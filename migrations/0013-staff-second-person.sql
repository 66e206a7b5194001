-- A second person agrees to each new member of staff, and what staff search for is recorded, found or not.

-- waiting: may not do anything yet. given: a second person agreed. tool: invited by the operator's command, on the
-- machine that holds the database. earlier: invited before this rule applied; stays active.
ALTER TABLE staff ADD COLUMN agreement TEXT NOT NULL DEFAULT 'waiting'
  CHECK (agreement IN ('earlier', 'tool', 'waiting', 'given'));
-- The second person: a member of staff, or '' for the operator's command.
ALTER TABLE staff ADD COLUMN agreed_by TEXT CHECK ((agreed_by IS NULL) = (agreement <> 'given'));
ALTER TABLE staff ADD COLUMN agreed_at TEXT CHECK ((agreed_at IS NULL) = (agreed_by IS NULL));
UPDATE staff SET agreement = 'earlier';
CREATE TRIGGER staff_agreement_is_final BEFORE UPDATE OF agreement, agreed_by, agreed_at, invited_by ON staff
WHEN OLD.agreement <> 'waiting' OR NEW.invited_by <> OLD.invited_by OR NEW.agreed_by IN (OLD.id, OLD.invited_by)
BEGIN SELECT RAISE(ABORT, 'a second person agrees once'); END;

-- One search for a member by a member of staff. What was typed is not kept, and the row names no member.
-- class: shared
CREATE TABLE staff_search (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('email', 'user_name')),
  found INTEGER NOT NULL CHECK (found IN (0, 1)),
  searched_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, id),
  FOREIGN KEY (realm_id, staff_id) REFERENCES staff (realm_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX staff_search_staff ON staff_search (realm_id, staff_id, searched_at);
CREATE INDEX staff_search_recent ON staff_search (realm_id, searched_at, staff_id, found);
CREATE INDEX staff_search_age ON staff_search (searched_at);
CREATE TRIGGER staff_search_is_immutable BEFORE UPDATE ON staff_search
BEGIN SELECT RAISE(ABORT, 'a record of a search is never changed'); END;
-- 24 months is the retention rule staff_access.
CREATE TRIGGER staff_search_is_kept BEFORE DELETE ON staff_search
WHEN OLD.searched_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-24 months')
  AND EXISTS (SELECT 1 FROM staff WHERE staff.realm_id = OLD.realm_id AND staff.id = OLD.staff_id)
BEGIN SELECT RAISE(ABORT, 'a record of a search is kept for 24 months'); END;
