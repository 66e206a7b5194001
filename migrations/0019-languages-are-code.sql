-- Which languages there are is `src/locales/locales.ts` alone (DECISIONS 91): no table lists them again. SQLite drops no
-- CHECK from a column, so each of the five tables is copied into one without it. Keys, indexes and triggers stay.

CREATE TABLE statement_version_copy (
  brand_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 0),
  locale TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('generated', 'archived')),
  change TEXT NOT NULL CHECK (change IN ('first', 'editorial', 'information', 'consent', 'archived')),
  hash TEXT NOT NULL,
  previous_hash TEXT,
  tree_json TEXT NOT NULL,
  facts_json TEXT NOT NULL,
  changes_json TEXT NOT NULL,
  tilt_json TEXT NOT NULL,
  pdf BLOB,
  published_at TEXT NOT NULL,
  effective_at TEXT NOT NULL,
  PRIMARY KEY (brand_id, number, locale)
) STRICT;
INSERT INTO statement_version_copy SELECT * FROM statement_version;
DROP TABLE statement_version;
ALTER TABLE statement_version_copy RENAME TO statement_version;
CREATE TRIGGER statement_version_is_immutable BEFORE UPDATE ON statement_version
WHEN NOT (
  OLD.kind = 'generated' AND OLD.pdf IS NULL AND NEW.pdf IS NOT NULL
  AND NEW.brand_id IS OLD.brand_id AND NEW.number IS OLD.number AND NEW.locale IS OLD.locale
  AND NEW.kind IS OLD.kind AND NEW.change IS OLD.change
  AND NEW.hash IS OLD.hash AND NEW.previous_hash IS OLD.previous_hash
  AND NEW.tree_json IS OLD.tree_json AND NEW.facts_json IS OLD.facts_json
  AND NEW.changes_json IS OLD.changes_json AND NEW.tilt_json IS OLD.tilt_json
  AND NEW.published_at IS OLD.published_at AND NEW.effective_at IS OLD.effective_at
)
BEGIN SELECT RAISE(ABORT, 'a published statement is never changed'); END;
CREATE TRIGGER statement_version_is_kept BEFORE DELETE ON statement_version
BEGIN SELECT RAISE(ABORT, 'a published statement is never deleted'); END;

CREATE TABLE terms_version_copy (
  realm_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  locale TEXT NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('first', 'editorial', 'information')),
  hash TEXT NOT NULL,
  previous_hash TEXT,
  tree_json TEXT NOT NULL,
  published_at TEXT NOT NULL,
  effective_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, number, locale)
) STRICT;
INSERT INTO terms_version_copy SELECT * FROM terms_version;
DROP TABLE terms_version;
ALTER TABLE terms_version_copy RENAME TO terms_version;
CREATE TRIGGER terms_version_is_immutable BEFORE UPDATE ON terms_version
BEGIN SELECT RAISE(ABORT, 'published terms are never changed'); END;
CREATE TRIGGER terms_version_is_kept BEFORE DELETE ON terms_version
BEGIN SELECT RAISE(ABORT, 'published terms are never deleted'); END;

CREATE TABLE acceptance_copy (
  brand_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  document TEXT NOT NULL CHECK (document IN ('terms', 'statement')),
  number INTEGER NOT NULL,
  locale TEXT NOT NULL,
  hash TEXT NOT NULL,
  -- A statement is information: it is shown, never accepted.
  kind TEXT NOT NULL CHECK (kind IN ('accepted', 'shown')),
  happened_at TEXT NOT NULL,
  commitment TEXT,
  PRIMARY KEY (brand_id, id)
) STRICT;
INSERT INTO acceptance_copy SELECT * FROM acceptance;
DROP TABLE acceptance;
ALTER TABLE acceptance_copy RENAME TO acceptance;
CREATE INDEX acceptance_member ON acceptance (brand_id, member_id);

CREATE TABLE registration_copy (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  brand_id TEXT NOT NULL,
  email_sealed BLOB NOT NULL,
  email_index BLOB NOT NULL,
  user_name_sealed BLOB NOT NULL,
  user_name_index BLOB NOT NULL,
  user_name_likeness_index BLOB NOT NULL,
  password_sealed BLOB NOT NULL,
  gender_sealed BLOB NOT NULL,
  language TEXT NOT NULL,
  adult_answer_sealed BLOB NOT NULL,
  adult_rule TEXT NOT NULL,
  adult_answered_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  key_version INTEGER NOT NULL,
  likeness_version INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (realm_id, id)
) STRICT;
INSERT INTO registration_copy SELECT * FROM registration;
DROP TABLE registration;
ALTER TABLE registration_copy RENAME TO registration;
CREATE INDEX registration_email ON registration (realm_id, email_index);
CREATE INDEX registration_user_name ON registration (realm_id, user_name_index);
CREATE INDEX registration_user_name_likeness ON registration (realm_id, user_name_likeness_index);
CREATE INDEX registration_expiry ON registration (expires_at);
CREATE INDEX registration_key_version ON registration (key_version);
CREATE INDEX registration_likeness_version ON registration (likeness_version);

-- Dropping a table deletes its rows first, and these cascade: details of members wait in a copy meanwhile.
CREATE TABLE member_detail_copy AS SELECT * FROM member_detail;
DELETE FROM member_detail;
CREATE TABLE member_copy (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  email_sealed BLOB NOT NULL,
  email_index BLOB NOT NULL,
  user_name_sealed BLOB NOT NULL,
  user_name_index BLOB NOT NULL,
  user_name_likeness_index BLOB NOT NULL,
  password_sealed BLOB,
  gender_sealed BLOB NOT NULL,
  language TEXT NOT NULL,
  adult_answer_sealed BLOB NOT NULL,
  adult_rule TEXT NOT NULL,
  adult_answered_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'suspended', 'closed')),
  created_at TEXT NOT NULL,
  confirmed_at TEXT NOT NULL,
  suspended_at TEXT,
  closed_at TEXT,
  purge_at TEXT,
  -- Raised to end every session at once.
  session_epoch INTEGER NOT NULL DEFAULT 1,
  key_version INTEGER NOT NULL,
  updated_at TEXT NOT NULL,
  likeness_version INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (realm_id, id),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL AND purge_at IS NOT NULL))
) STRICT;
INSERT INTO member_copy SELECT * FROM member;
DROP TABLE member;
-- It names member, and a rename is refused while a trigger names a table that is not there.
DROP TRIGGER staff_access_is_kept;
ALTER TABLE member_copy RENAME TO member;
CREATE TRIGGER staff_access_is_kept BEFORE DELETE ON staff_access
WHEN OLD.accessed_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-24 months')
  AND EXISTS (SELECT 1 FROM member WHERE member.realm_id = OLD.realm_id AND member.id = OLD.member_id)
BEGIN SELECT RAISE(ABORT, 'a record of access is kept for 24 months'); END;
CREATE UNIQUE INDEX member_email ON member (realm_id, email_index);
CREATE UNIQUE INDEX member_user_name ON member (realm_id, user_name_index);
CREATE UNIQUE INDEX member_user_name_likeness ON member (realm_id, user_name_likeness_index);
CREATE INDEX member_key_version ON member (key_version);
CREATE INDEX member_likeness_version ON member (likeness_version);
INSERT INTO member_detail SELECT * FROM member_detail_copy;
DROP TABLE member_detail_copy;
