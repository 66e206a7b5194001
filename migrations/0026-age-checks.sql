-- A member who looks younger than the age of a site: hidden at once, and two people to every step (DECISIONS 105). No
-- copy of what was shown is kept, and nothing of what looked young.
-- class: shared
CREATE TABLE age_check (
  realm_id TEXT NOT NULL,
  -- Also of the measure that hides the member.
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  -- Of the photo that raised it.
  brand_id TEXT NOT NULL,
  photo_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('raised', 'dismissed', 'asked', 'shown', 'adult', 'failed', 'removed')),
  -- The state of which the member was told, or which is told to nobody.
  told TEXT NOT NULL,
  raised_by TEXT NOT NULL CHECK (raised_by <> ''),
  raised_role TEXT NOT NULL,
  raised_at TEXT NOT NULL,
  -- The second pair of eyes: another member of staff, or '' for the operator's tool.
  second_by TEXT,
  second_role TEXT,
  due_at TEXT,
  -- What was shown to a member of staff, and the other one who confirmed it.
  shown_kind TEXT CHECK (shown_kind IN ('document', 'video_call')),
  shown_outcome TEXT CHECK (shown_outcome IN ('adult', 'minor')),
  shown_by TEXT CHECK (shown_by <> ''),
  shown_role TEXT,
  shown_at TEXT,
  confirmed_by TEXT,
  confirmed_role TEXT,
  ended_at TEXT,
  PRIMARY KEY (realm_id, id),
  CHECK (second_by IS NULL OR second_by <> raised_by),
  CHECK (confirmed_by IS NULL OR confirmed_by <> shown_by),
  CHECK ((second_by IS NULL) = (second_role IS NULL)),
  CHECK ((confirmed_by IS NULL) = (confirmed_role IS NULL)),
  CHECK (state <> 'raised' OR second_by IS NULL),
  CHECK (state NOT IN ('dismissed', 'asked', 'shown', 'adult', 'failed', 'removed') OR second_by IS NOT NULL),
  CHECK (state NOT IN ('asked', 'shown', 'adult', 'failed', 'removed') OR due_at IS NOT NULL),
  CHECK (state <> 'shown' OR (shown_by IS NOT NULL AND shown_kind IS NOT NULL AND shown_outcome IS NOT NULL
    AND shown_at IS NOT NULL AND shown_role IS NOT NULL)),
  CHECK (state <> 'adult' OR (confirmed_by IS NOT NULL AND shown_outcome = 'adult')),
  CHECK (state NOT IN ('dismissed', 'adult', 'removed') OR ended_at IS NOT NULL)
) STRICT;
CREATE UNIQUE INDEX age_check_open ON age_check (realm_id, member_id) WHERE ended_at IS NULL;
CREATE INDEX age_check_member ON age_check (realm_id, member_id);
CREATE INDEX age_check_end ON age_check (realm_id, ended_at);
CREATE INDEX age_check_due ON age_check (due_at) WHERE state = 'asked';
CREATE INDEX age_check_untold ON age_check (realm_id, id) WHERE told <> state;

CREATE TRIGGER age_check_goes_by_its_steps BEFORE UPDATE OF state ON age_check
WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state = 'raised' AND NEW.state IN ('asked', 'dismissed'))
  OR (OLD.state = 'asked' AND NEW.state IN ('shown', 'failed'))
  OR (OLD.state = 'shown' AND NEW.state IN ('asked', 'adult', 'failed'))
  OR (OLD.state = 'failed' AND NEW.state = 'removed'))
BEGIN SELECT RAISE(ABORT, 'an age check goes by its steps'); END;
CREATE TRIGGER age_check_keeps_who_began BEFORE UPDATE OF realm_id, id, member_id, brand_id, photo_id, raised_by, raised_at ON age_check
BEGIN SELECT RAISE(ABORT, 'an age check keeps who began it'); END;
-- A minor is shown to one member of staff and confirmed by another, as an adult is; else only the term fails.
CREATE TRIGGER age_check_fails_by_two BEFORE UPDATE OF state ON age_check
WHEN OLD.state = 'shown' AND NEW.state = 'failed' AND (NEW.confirmed_by IS NULL OR NEW.shown_outcome <> 'minor')
BEGIN SELECT RAISE(ABORT, 'an outcome is confirmed by another member of staff'); END;
CREATE TRIGGER member_who_is_gone_ends_age_checks AFTER DELETE ON member
BEGIN
  UPDATE age_check SET ended_at = max(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), raised_at), told = state
  WHERE realm_id = OLD.realm_id AND member_id = OLD.id AND ended_at IS NULL;
END;
