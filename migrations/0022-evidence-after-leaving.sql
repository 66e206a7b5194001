-- Evidence of consents and acceptances ends (DECISIONS 95): it stands sealed once a membership has ended, and an event
-- of a membership that goes on is emptied once its own term has ended.

DROP TRIGGER consent_event_is_immutable;
DROP TRIGGER consent_that_ends_erases;
DROP TRIGGER special_detail_needs_consent;
DROP TRIGGER special_detail_keeps_consent;
DROP TRIGGER photo_needs_consent;

-- When the consent, or the answer that was no consent, ended. NULL while it holds, and once the event is emptied.
ALTER TABLE consent_event ADD COLUMN ended_at TEXT;
-- '' is an event that was emptied: it only links its neighbours. SQLite changes no CHECK of a column, so another one
-- takes its place; its default is what allows nothing.
ALTER TABLE consent_event ADD COLUMN kind_or_empty TEXT NOT NULL DEFAULT ''
  CHECK (kind_or_empty IN ('', 'given', 'refused', 'withdrawn', 'expired', 'renewed'));
UPDATE consent_event SET kind_or_empty = kind;
ALTER TABLE consent_event DROP COLUMN kind;
ALTER TABLE consent_event RENAME COLUMN kind_or_empty TO kind;

UPDATE consent_event SET ended_at = CASE
  WHEN kind NOT IN ('given', 'renewed') THEN happened_at
  ELSE (SELECT later.happened_at FROM consent_event AS later
    WHERE later.brand_id = consent_event.brand_id AND later.member_id = consent_event.member_id
      AND later.purpose = consent_event.purpose AND later.recipient = consent_event.recipient
      AND later.rowid > consent_event.rowid
    ORDER BY later.rowid LIMIT 1)
END;
CREATE INDEX consent_event_end ON consent_event (brand_id, ended_at) WHERE ended_at IS NOT NULL;

-- An event changes twice at most: it ends, and it is emptied after its term. Its links stay.
CREATE TRIGGER consent_event_is_immutable BEFORE UPDATE ON consent_event
WHEN NOT (
  NEW.brand_id IS OLD.brand_id AND NEW.id IS OLD.id AND NEW.member_id IS OLD.member_id
  AND NEW.commitment IS OLD.commitment AND NEW.previous_hash IS OLD.previous_hash AND NEW.hash IS OLD.hash
  AND (
    (
      OLD.ended_at IS NULL AND NEW.ended_at <> '' AND OLD.kind <> ''
      AND NEW.purpose IS OLD.purpose AND NEW.recipient IS OLD.recipient AND NEW.kind IS OLD.kind
      AND NEW.text_hash IS OLD.text_hash AND NEW.method IS OLD.method AND NEW.happened_at IS OLD.happened_at
    ) OR (
      OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL
      AND NEW.purpose = '' AND NEW.recipient = '' AND NEW.kind = '' AND NEW.text_hash = ''
      AND NEW.method = '' AND NEW.happened_at = ''
    )
  )
)
BEGIN SELECT RAISE(ABORT, 'a consent event is never changed'); END;

-- A refusal or a withdrawal ends as it is written, also by older code, which does not say so; a consent holds until
-- a later answer to the same question.
CREATE TRIGGER consent_event_begins BEFORE INSERT ON consent_event
WHEN NEW.kind = '' OR (NEW.kind IN ('given', 'renewed') AND NEW.ended_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a consent holds as it is given'); END;
CREATE TRIGGER consent_event_ends_at_once AFTER INSERT ON consent_event
WHEN NEW.kind NOT IN ('given', 'renewed') AND NEW.ended_at IS NULL
BEGIN
  UPDATE consent_event SET ended_at = NEW.happened_at WHERE brand_id = NEW.brand_id AND id = NEW.id;
END;
CREATE TRIGGER consent_event_ends_earlier AFTER INSERT ON consent_event
BEGIN
  UPDATE consent_event SET ended_at = NEW.happened_at
  WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id AND purpose = NEW.purpose
    AND recipient = NEW.recipient AND id <> NEW.id AND ended_at IS NULL AND kind <> '';
END;

-- As before, and a consent that has ended allows nothing, even where the event that ended it is emptied already.
CREATE TRIGGER special_detail_needs_consent BEFORE INSERT ON special_detail
BEGIN
  SELECT RAISE(ABORT, 'special data without a live consent') WHERE NEW.consent_id IS NOT (
    SELECT CASE WHEN kind IN ('given', 'renewed') AND ended_at IS NULL THEN id END FROM consent_event
    WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id AND purpose = NEW.purpose AND recipient = ''
    ORDER BY rowid DESC LIMIT 1);
END;
CREATE TRIGGER special_detail_keeps_consent BEFORE UPDATE ON special_detail
BEGIN
  SELECT RAISE(ABORT, 'special data without a live consent') WHERE NEW.consent_id IS NOT (
    SELECT CASE WHEN kind IN ('given', 'renewed') AND ended_at IS NULL THEN id END FROM consent_event
    WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id AND purpose = NEW.purpose AND recipient = ''
    ORDER BY rowid DESC LIMIT 1);
END;
CREATE TRIGGER photo_needs_consent BEFORE INSERT ON photo
WHEN NEW.consent_id IS NOT NULL OR EXISTS (SELECT 1 FROM consent_event
  WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id AND purpose = 'use_of_site')
BEGIN
  SELECT RAISE(ABORT, 'a photo on an adult brand without a live consent') WHERE NEW.consent_id IS NOT (
    SELECT CASE WHEN kind IN ('given', 'renewed') AND ended_at IS NULL THEN id END FROM consent_event
    WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id AND purpose = 'profiles' AND recipient = ''
    ORDER BY rowid DESC LIMIT 1)
  OR NEW.consent_id IS NULL;
END;

-- A consent that ends takes along what hung on it, whoever writes its end.
CREATE TRIGGER consent_that_ends_erases AFTER INSERT ON consent_event
WHEN NEW.kind NOT IN ('given', 'renewed') AND NEW.recipient = ''
BEGIN
  DELETE FROM special_detail WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id
    AND (purpose = NEW.purpose OR NEW.purpose = 'use_of_site');
  DELETE FROM photo WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id
    AND consent_id IS NOT NULL AND NEW.purpose IN ('profiles', 'use_of_site');
END;

-- What a membership that ended leaves as evidence: a row holds, sealed under a key of its own, all answers of that
-- membership that ended on one day. Neither the member nor the brand stands in the plain. Days, not moments: rows of
-- two brands cannot be matched by time.
-- class: shared
CREATE TABLE consent_evidence (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  -- Of the member.
  subject_index BLOB NOT NULL,
  answers_sealed BLOB NOT NULL,
  -- The calendar day on which these consents ended, with 00:00 UTC.
  ended_at TEXT NOT NULL CHECK (ended_at LIKE '____-__-__T00:00:00.000Z'),
  -- Of the same membership's row before, whose consents ended earlier; '' for the first.
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  key_version INTEGER NOT NULL,
  PRIMARY KEY (realm_id, id)
) STRICT;
CREATE INDEX consent_evidence_subject ON consent_evidence (realm_id, subject_index);
CREATE INDEX consent_evidence_end ON consent_evidence (realm_id, ended_at);
CREATE INDEX consent_evidence_key_version ON consent_evidence (key_version);

-- The same of terms accepted and statements shown.
-- class: shared
CREATE TABLE acceptance_evidence (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  -- Of the member.
  subject_index BLOB NOT NULL,
  acceptances_sealed BLOB NOT NULL,
  -- The calendar day on which the membership ended, with 00:00 UTC.
  ended_at TEXT NOT NULL CHECK (ended_at LIKE '____-__-__T00:00:00.000Z'),
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  key_version INTEGER NOT NULL,
  PRIMARY KEY (realm_id, id)
) STRICT;
CREATE INDEX acceptance_evidence_subject ON acceptance_evidence (realm_id, subject_index);
CREATE INDEX acceptance_evidence_end ON acceptance_evidence (realm_id, ended_at);
CREATE INDEX acceptance_evidence_key_version ON acceptance_evidence (key_version);

CREATE TRIGGER consent_evidence_is_immutable
BEFORE UPDATE OF realm_id, id, answers_sealed, ended_at, previous_hash, hash ON consent_evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER acceptance_evidence_is_immutable
BEFORE UPDATE OF realm_id, id, acceptances_sealed, ended_at, previous_hash, hash ON acceptance_evidence
BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;

-- A row takes its key along.
CREATE TRIGGER consent_evidence_takes_its_key_along AFTER DELETE ON consent_evidence
BEGIN DELETE FROM unit_key WHERE realm_id = OLD.realm_id AND owner_id = OLD.id AND unit = 'evidence'; END;
CREATE TRIGGER acceptance_evidence_takes_its_key_along AFTER DELETE ON acceptance_evidence
BEGIN DELETE FROM unit_key WHERE realm_id = OLD.realm_id AND owner_id = OLD.id AND unit = 'evidence'; END;

-- Memberships that ended before there was such evidence: what was agreed to there is sealed by and by.
-- class: owned
CREATE TABLE unsealed_agreement (
  brand_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  PRIMARY KEY (brand_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX unsealed_agreement_member ON unsealed_agreement (member_id, brand_id);
INSERT INTO unsealed_agreement
SELECT agreed.brand_id, agreed.member_id
FROM (SELECT brand_id, member_id FROM consent_event UNION SELECT brand_id, member_id FROM acceptance) AS agreed
WHERE NOT EXISTS (SELECT 1 FROM membership m WHERE m.brand_id = agreed.brand_id AND m.member_id = agreed.member_id)
  AND NOT EXISTS (SELECT 1 FROM registration r WHERE r.id = agreed.member_id);
