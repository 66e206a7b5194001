-- One item of a member that is kept although its person's data go, because of a legal claim or a legal duty (GDPR
-- Art. 17(3)(b), (e)): until a date at the latest, looked at again on a date.
-- class: shared
CREATE TABLE hold (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  -- The item: a row of this table. '' as brand: the table is the realm's. Code settles which column `row_id` is of.
  table_name TEXT NOT NULL CHECK (table_name <> ''),
  brand_id TEXT NOT NULL,
  row_id TEXT NOT NULL,
  ground TEXT NOT NULL CHECK (ground IN ('legal_claim', 'legal_duty')),
  -- As staff and the member read it, under the hold's own key. NULL once it is released.
  reason_sealed BLOB,
  placed_by TEXT NOT NULL,
  placed_role TEXT NOT NULL CHECK (placed_role <> ''),
  placed_at TEXT NOT NULL,
  review_at TEXT NOT NULL,
  until TEXT NOT NULL,
  -- 'waiting': the item is not sealed yet. 'kept': `held_item` has it. 'nothing': nothing was left that opens.
  outcome TEXT NOT NULL DEFAULT 'waiting' CHECK (outcome IN ('waiting', 'kept', 'nothing')),
  released_at TEXT,
  -- A member of staff; '' where its date released it.
  released_by TEXT,
  released_role TEXT,
  PRIMARY KEY (realm_id, id),
  CHECK (review_at > placed_at AND review_at <= until),
  -- Longer is another hold.
  CHECK (until <= strftime('%Y-%m-%dT%H:%M:%fZ', placed_at, '+5 years')),
  CHECK ((released_at IS NULL) = (released_by IS NULL) AND (released_at IS NULL) = (released_role IS NULL)),
  CHECK ((released_at IS NULL) = (reason_sealed IS NOT NULL)),
  CHECK (released_at IS NULL OR released_at >= placed_at)
) STRICT;
CREATE INDEX hold_standing ON hold (realm_id, review_at, id) WHERE released_at IS NULL;
CREATE INDEX hold_until ON hold (until) WHERE released_at IS NULL;
CREATE INDEX hold_waiting ON hold (placed_at) WHERE outcome = 'waiting' AND released_at IS NULL;
CREATE INDEX hold_member ON hold (realm_id, member_id, id);
CREATE INDEX hold_end ON hold (realm_id, released_at);
CREATE UNIQUE INDEX hold_once ON hold (realm_id, member_id, table_name, brand_id, row_id, ground)
  WHERE released_at IS NULL;

CREATE TRIGGER hold_is_immutable
BEFORE UPDATE OF realm_id, id, member_id, table_name, brand_id, row_id, ground, placed_by, placed_role, placed_at,
  review_at, until ON hold
BEGIN SELECT RAISE(ABORT, 'a hold is released, never rewritten'); END;
CREATE TRIGGER hold_keeps_its_reason BEFORE UPDATE OF reason_sealed ON hold WHEN NEW.reason_sealed IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the reason of a hold is never rewritten'); END;
CREATE TRIGGER hold_is_released_once BEFORE UPDATE OF released_at, released_by, released_role ON hold
WHEN OLD.released_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a hold is released once'); END;
CREATE TRIGGER hold_is_settled_once BEFORE UPDATE OF outcome ON hold WHEN OLD.outcome <> 'waiting'
BEGIN SELECT RAISE(ABORT, 'what became of a held item is written once'); END;
-- Whatever erases an account settles what is held of it in the same batch.
CREATE TRIGGER member_with_a_waiting_hold_stays BEFORE DELETE ON member
WHEN EXISTS (SELECT 1 FROM hold h WHERE h.realm_id = OLD.realm_id AND h.member_id = OLD.id
  AND h.outcome = 'waiting' AND h.released_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'an item of the member is held and not sealed yet'); END;

-- What a hold keeps, as it stood: sealed as a whole under the hold's own key, so that nothing of it depends on other
-- rows, keys and objects of its person.
-- class: shared
CREATE TABLE held_item (
  realm_id TEXT NOT NULL,
  -- Of its hold.
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  item_sealed BLOB NOT NULL,
  object_key TEXT,
  sealed_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, id),
  CHECK (object_key IS NULL OR object_key = 'holds/' || id)
) STRICT;
CREATE INDEX held_item_member ON held_item (realm_id, member_id);

CREATE TRIGGER held_item_is_immutable BEFORE UPDATE ON held_item
BEGIN SELECT RAISE(ABORT, 'a held item stays as it was sealed'); END;
-- An object may stand although the run that put it wrote no row.
CREATE TRIGGER released_hold_takes_its_object_along AFTER UPDATE OF released_at ON hold
WHEN NEW.released_at IS NOT NULL
BEGIN
  INSERT INTO object_removal (brand_id, object_key) VALUES ('', 'holds/' || NEW.id) ON CONFLICT DO NOTHING;
END;
