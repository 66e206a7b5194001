-- What staff decide of restrictions and objections (GDPR Art. 18(3) and 21(1)), and what they tell recipients by hand
-- (DECISIONS 112).

-- Why it ends, in words for its member, under a key of the row's own. A decided objection says it in its own row.
ALTER TABLE restriction ADD COLUMN reason_sealed BLOB CHECK (reason_sealed IS NULL OR told_at IS NOT NULL);
-- The member of staff who told of the end, and the role in which it was done.
ALTER TABLE restriction ADD COLUMN told_by TEXT CHECK (told_by IS NULL OR told_at IS NOT NULL);
ALTER TABLE restriction ADD COLUMN told_role TEXT CHECK ((told_role IS NULL) = (told_by IS NULL));
CREATE INDEX restriction_to_decide ON restriction (realm_id, ground, since) WHERE lifted_at IS NULL;

-- One row for each time that a member objected to a purpose: a new objection after a refused one is a row of its own.
CREATE TABLE processing_choice_copy (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  allowed INTEGER NOT NULL CHECK (allowed IN (0, 1)),
  -- 'open': waits for a decision. 'final': holds, without a decision or because it was upheld. 'refused': the use goes on.
  state TEXT NOT NULL CHECK (state IN ('open', 'final', 'refused')),
  changed_at TEXT NOT NULL,
  -- NULL while the objection stands: a refused one ends as it is decided.
  ended_at TEXT,
  decided_at TEXT,
  decided_by TEXT,
  decided_role TEXT,
  -- Why, in words for the member, under a key of the row's own.
  reason_sealed BLOB,
  PRIMARY KEY (realm_id, id),
  CHECK (allowed = 0 OR (state = 'final' AND ended_at IS NOT NULL)),
  CHECK (state <> 'open' OR decided_at IS NULL),
  CHECK (state <> 'refused' OR (decided_at IS NOT NULL AND ended_at IS NOT NULL)),
  CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
  CHECK ((decided_role IS NULL) = (decided_at IS NULL)),
  CHECK ((reason_sealed IS NULL) = (decided_at IS NULL))
) STRICT;
-- The rows had no id: each gets a UUIDv7 of its time.
INSERT INTO processing_choice_copy
SELECT realm_id,
  printf('%s-%s-7%s-a%s-%s', substr(time, 1, 8), substr(time, 9, 4), lower(substr(hex(randomblob(2)), 1, 3)),
    lower(substr(hex(randomblob(2)), 1, 3)), lower(hex(randomblob(6)))),
  member_id, purpose, allowed, state, changed_at, ended_at, NULL, NULL, NULL, NULL
FROM (
  SELECT *, printf('%012x', CAST(round((julianday(changed_at) - 2440587.5) * 86400000) AS INTEGER)) AS time
  FROM processing_choice
);
DROP TRIGGER member_who_is_gone_ends_choices;
DROP TABLE processing_choice;
ALTER TABLE processing_choice_copy RENAME TO processing_choice;
CREATE UNIQUE INDEX processing_choice_once ON processing_choice (realm_id, member_id, purpose) WHERE ended_at IS NULL;
CREATE INDEX processing_choice_member ON processing_choice (realm_id, member_id, id);
CREATE INDEX processing_choice_end ON processing_choice (realm_id, ended_at);
CREATE INDEX processing_choice_open ON processing_choice (realm_id, state, changed_at) WHERE ended_at IS NULL;
CREATE TRIGGER processing_choice_begins_undecided BEFORE INSERT ON processing_choice
WHEN NEW.decided_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an objection is raised before it is decided'); END;
CREATE TRIGGER processing_choice_is_immutable
BEFORE UPDATE OF realm_id, id, member_id, purpose ON processing_choice
BEGIN SELECT RAISE(ABORT, 'an objection is decided or taken back, never rewritten'); END;
CREATE TRIGGER processing_choice_ends_once BEFORE UPDATE ON processing_choice
WHEN OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an objection that has ended stays as it is'); END;
CREATE TRIGGER processing_choice_is_decided_once
BEFORE UPDATE OF state, decided_at, decided_by, decided_role, reason_sealed ON processing_choice
WHEN OLD.state <> 'open' AND (NEW.state <> OLD.state OR NEW.decided_at IS NOT OLD.decided_at
  OR NEW.decided_by IS NOT OLD.decided_by OR NEW.decided_role IS NOT OLD.decided_role
  OR NEW.reason_sealed IS NOT OLD.reason_sealed)
BEGIN SELECT RAISE(ABORT, 'an objection is decided once, and only while it is open'); END;
CREATE TRIGGER member_who_is_gone_ends_choices AFTER DELETE ON member
BEGIN
  UPDATE processing_choice SET ended_at = max(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), changed_at)
  WHERE realm_id = OLD.realm_id AND member_id = OLD.id AND ended_at IS NULL;
END;

-- The end of a restriction is told by a named role, with a reason; that of an objection, once it was refused.
CREATE TRIGGER restriction_end_has_its_reason BEFORE UPDATE OF told_at, reason_sealed, told_by, told_role ON restriction
WHEN NEW.told_at IS NOT OLD.told_at AND (NEW.told_by IS NULL OR NEW.ground = 'marketing'
  OR (NEW.ground <> 'objection' AND NEW.reason_sealed IS NULL)
  OR (NEW.ground = 'objection' AND NOT EXISTS (SELECT 1 FROM processing_choice p
    WHERE p.realm_id = NEW.realm_id AND p.member_id = NEW.member_id AND p.purpose = NEW.purpose
      AND p.state = 'refused' AND p.decided_at >= NEW.since)))
BEGIN SELECT RAISE(ABORT, 'who ends a restriction says why, and an objection is refused first'); END;
CREATE TRIGGER restriction_reason_is_kept BEFORE UPDATE OF reason_sealed, told_by, told_role ON restriction
WHEN OLD.told_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'why a restriction ends is said once'); END;

-- Where an objection to checks of age was upheld, none is begun.
CREATE TRIGGER age_check_heeds_objections BEFORE INSERT ON age_check
WHEN EXISTS (SELECT 1 FROM restriction r WHERE r.realm_id = NEW.realm_id AND r.member_id = NEW.member_id
  AND r.purpose = 'age_check' AND r.lifted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'the member objected to checks of age'); END;

-- The member of staff who told a recipient by hand, and the role in which it was done.
ALTER TABLE recipient_notice ADD COLUMN told_by TEXT CHECK (told_by IS NULL OR told_at IS NOT NULL);
ALTER TABLE recipient_notice ADD COLUMN told_role TEXT CHECK ((told_role IS NULL) = (told_by IS NULL));
