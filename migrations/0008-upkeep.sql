-- What the minute's work looks for.

-- A unit of which a single value was replaced or removed: what is left is sealed anew under a new key, soon and once
-- (DECISIONS 55).
-- class: shared
CREATE TABLE reseal_due (
  realm_id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  unit TEXT NOT NULL,
  -- The last time that a value of the unit was replaced or removed.
  due_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, owner_id, unit)
) STRICT, WITHOUT ROWID;
CREATE INDEX reseal_due_at ON reseal_due (due_at);

-- Who was not told of a statement yet.
CREATE INDEX membership_told ON membership (brand_id, statement_notified);
