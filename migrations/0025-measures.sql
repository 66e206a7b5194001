-- What the operator decided against a member, with what a statement of reasons says of it (Regulation (EU) 2022/2065,
-- Art. 17). It stands until it ends; what it does is read where it acts, so an end that is set needs no job.
-- class: shared
CREATE TABLE measure (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  -- Which kinds there are, and what each does, is code.
  kind TEXT NOT NULL CHECK (kind <> ''),
  -- '' for the whole account.
  brand_id TEXT NOT NULL,
  -- The clause of the terms, and whether somebody gave notice; '' where that is not known any more.
  clause TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('', 'own', 'notice')),
  -- As the member reads it, under a key of its own. NULL where it is not known any more.
  reason_sealed BLOB,
  -- A member of staff; '' where that is not known any more.
  decided_by TEXT NOT NULL,
  begins_at TEXT NOT NULL,
  -- NULL until it is lifted.
  ends_at TEXT,
  PRIMARY KEY (realm_id, id),
  CHECK (ends_at IS NULL OR ends_at >= begins_at),
  CHECK ((clause = '') = (source = '')),
  CHECK (clause <> '' OR reason_sealed IS NULL)
) STRICT;
CREATE UNIQUE INDEX measure_standing ON measure (realm_id, member_id, kind, brand_id) WHERE ends_at IS NULL;
CREATE INDEX measure_member ON measure (realm_id, member_id, brand_id);
CREATE INDEX measure_end ON measure (realm_id, ends_at);

CREATE TRIGGER measure_is_immutable
BEFORE UPDATE OF realm_id, id, member_id, kind, brand_id, clause, source, reason_sealed, decided_by, begins_at ON measure
BEGIN SELECT RAISE(ABORT, 'a measure is lifted, never rewritten'); END;
CREATE TRIGGER measure_ends_once BEFORE UPDATE OF ends_at ON measure WHEN OLD.ends_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a measure that has ended does not begin again'); END;

-- Nobody is signed in on a brand where a suspension stands, whichever request comes first.
CREATE TRIGGER session_of_a_suspended_member BEFORE INSERT ON session
WHEN EXISTS (SELECT 1 FROM measure m
  WHERE m.realm_id = NEW.realm_id AND m.member_id = NEW.member_id AND m.kind = 'suspended_on_brand'
    AND m.brand_id = NEW.brand_id AND (m.ends_at IS NULL OR m.ends_at > NEW.created_at))
BEGIN SELECT RAISE(ABORT, 'the member is suspended on this brand'); END;

-- The state of the account says whether its suspension stands, whatever changes it.
CREATE TRIGGER account_that_is_restored_ends_its_suspension AFTER UPDATE OF state ON member
WHEN OLD.state = 'suspended' AND NEW.state <> 'suspended'
BEGIN
  UPDATE measure SET ends_at = max(NEW.updated_at, begins_at)
  WHERE realm_id = NEW.realm_id AND member_id = NEW.id AND kind = 'suspended_account' AND ends_at IS NULL;
END;

-- A measure ends with its account at the latest: its term begins.
CREATE TRIGGER member_who_is_gone_ends_measures AFTER DELETE ON member
BEGIN
  UPDATE measure SET ends_at = max(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), begins_at)
  WHERE realm_id = OLD.realm_id AND member_id = OLD.id AND ends_at IS NULL;
END;

-- A suspension from before stood on the account alone: it becomes a measure of the whole account.
INSERT INTO measure (realm_id, id, member_id, kind, brand_id, clause, source, decided_by, begins_at)
SELECT realm_id, id, id, 'suspended_account', '', '', '', '', coalesce(suspended_at, updated_at)
FROM member WHERE state = 'suspended';
