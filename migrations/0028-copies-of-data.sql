-- The copy of their data that a person asked for (GDPR Art. 15(3) and 20). One at a time: asking again takes the place
-- of the one before. The archive stands in the object store in parts, sealed under the copy's own key; how far it has
-- come stands sealed in the row.

-- class: shared
CREATE TABLE export (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('member', 'registration', 'staff')),
  member_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('making', 'ready', 'failed')),
  asked_at TEXT NOT NULL,
  -- Steps that were written down; the next one takes its place by this number.
  steps INTEGER NOT NULL DEFAULT 0,
  -- Runs that failed since the last step.
  failures INTEGER NOT NULL DEFAULT 0,
  stepped_at TEXT NOT NULL,
  -- Of a hundred.
  percent INTEGER NOT NULL DEFAULT 0 CHECK (percent BETWEEN 0 AND 100),
  bytes INTEGER NOT NULL DEFAULT 0,
  progress_sealed BLOB,
  -- When it was whole, or given up.
  made_at TEXT,
  fetched_at TEXT,
  fetches INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (realm_id, id),
  CHECK ((state = 'making') = (made_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX export_of_subject ON export (realm_id, member_id);
CREATE INDEX export_to_make ON export (stepped_at) WHERE state = 'making';
CREATE INDEX export_made ON export (realm_id, made_at) WHERE made_at IS NOT NULL;

CREATE TRIGGER export_takes_its_parts_along AFTER DELETE ON export
BEGIN INSERT INTO object_removal (brand_id, object_key) VALUES ('', 'exports/' || OLD.id); END;
