-- Brands that somebody outside the staff's own work proposes in the console, and the role that may (DECISIONS 132).

-- A role more: a check of a column is changed by putting another column in its place.
ALTER TABLE staff ADD COLUMN role_next TEXT NOT NULL DEFAULT 'brand_author'
  CHECK (role_next IN ('support', 'moderator', 'privacy_officer', 'operator', 'brand_author'));
UPDATE staff SET role_next = role;
ALTER TABLE staff DROP COLUMN role;
ALTER TABLE staff RENAME COLUMN role_next TO role;
ALTER TABLE staff_invitation ADD COLUMN role_next TEXT NOT NULL DEFAULT 'brand_author'
  CHECK (role_next IN ('support', 'moderator', 'privacy_officer', 'operator', 'brand_author'));
UPDATE staff_invitation SET role_next = role;
ALTER TABLE staff_invitation DROP COLUMN role;
ALTER TABLE staff_invitation RENAME COLUMN role_next TO role;

-- A brand that is not published: what its file is written from, and how far the decision is.
-- It outlives its author's account until its own term ends, as other records of staff do.
-- class: shared
CREATE TABLE brand_draft (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  -- Its author.
  staff_id TEXT NOT NULL,
  -- The id that the brand would have.
  brand_id TEXT NOT NULL,
  -- What the author answered, as JSON: words for a public page.
  answers TEXT NOT NULL CHECK (json_valid(answers)),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'approved', 'rejected', 'withdrawn', 'published')),
  -- Of a rejection; '' without one.
  reason TEXT NOT NULL,
  -- One more with each change: a page that is behind changes nothing.
  version INTEGER NOT NULL CHECK (version >= 1),
  created_at TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  decided_by TEXT CHECK (decided_by <> staff_id),
  -- When it ended: rejected, withdrawn or published.
  closed_at TEXT,
  PRIMARY KEY (realm_id, id),
  CHECK ((state = 'rejected') = (reason <> '')),
  CHECK ((state IN ('approved', 'rejected', 'published')) = (decided_by IS NOT NULL)),
  CHECK ((state IN ('rejected', 'withdrawn', 'published')) = (closed_at IS NOT NULL))
) STRICT;
CREATE INDEX brand_draft_author ON brand_draft (realm_id, staff_id, id);
CREATE INDEX brand_draft_state ON brand_draft (realm_id, state, id);
CREATE INDEX brand_draft_term ON brand_draft (realm_id, changed_at);
CREATE TRIGGER brand_draft_version_ascends BEFORE UPDATE ON brand_draft
WHEN NEW.version <> OLD.version + 1 OR NEW.staff_id <> OLD.staff_id OR NEW.created_at <> OLD.created_at
BEGIN SELECT RAISE(ABORT, 'a draft is changed one version at a time'); END;
-- What was decided or withdrawn stays so; what is approved is published, or rejected after all.
CREATE TRIGGER brand_draft_steps BEFORE UPDATE OF state ON brand_draft
WHEN OLD.state || ' ' || NEW.state NOT IN (
  'draft draft', 'draft submitted', 'draft withdrawn', 'submitted draft', 'submitted approved', 'submitted rejected',
  'submitted withdrawn', 'approved published', 'approved rejected')
BEGIN SELECT RAISE(ABORT, 'no such step of a draft'); END;
CREATE TRIGGER brand_draft_answers_are_kept BEFORE UPDATE OF answers, brand_id ON brand_draft
WHEN OLD.state <> 'draft' AND (NEW.answers <> OLD.answers OR NEW.brand_id <> OLD.brand_id)
BEGIN SELECT RAISE(ABORT, 'what was submitted is not changed'); END;
