-- A second person agrees to each new member of staff.

-- earlier: invited before this rule applied; stays active. tool: invited by the operator's command, on the machine that
-- holds the database. waiting: may not do anything yet. given: a second person agreed.
ALTER TABLE staff ADD COLUMN agreement TEXT NOT NULL DEFAULT 'earlier'
  CHECK (agreement IN ('earlier', 'tool', 'waiting', 'given'));
-- The second person: a member of staff, or '' for the operator's command.
ALTER TABLE staff ADD COLUMN agreed_by TEXT CHECK ((agreed_by IS NULL) = (agreement <> 'given'));
ALTER TABLE staff ADD COLUMN agreed_at TEXT CHECK ((agreed_at IS NULL) = (agreed_by IS NULL));
CREATE TRIGGER staff_agreement_is_final BEFORE UPDATE OF agreement, agreed_by, agreed_at, invited_by ON staff
WHEN OLD.agreement <> 'waiting' OR NEW.invited_by <> OLD.invited_by OR NEW.agreed_by IN (OLD.id, OLD.invited_by)
BEGIN SELECT RAISE(ABORT, 'a second person agrees once'); END;
