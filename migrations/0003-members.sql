-- Accounts of a realm, what they agreed to, and how they sign in.
-- Columns named *_sealed are AES-256-GCM under a key of the member's erasure unit, *_index are keyed imprints
-- (DECISIONS 15): no value that says something of a person stands here in the clear.

-- One person's account; every brand of the realm shares it.
-- class: shared
CREATE TABLE member (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  email_sealed BLOB NOT NULL,
  email_index BLOB NOT NULL,
  user_name_sealed BLOB NOT NULL,
  user_name_index BLOB NOT NULL,
  user_name_likeness_index BLOB NOT NULL,
  password_sealed BLOB,
  gender_sealed BLOB NOT NULL,
  language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
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
  PRIMARY KEY (realm_id, id),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL AND purge_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX member_email ON member (realm_id, email_index);
CREATE UNIQUE INDEX member_user_name ON member (realm_id, user_name_index);
CREATE UNIQUE INDEX member_user_name_likeness ON member (realm_id, user_name_likeness_index);
CREATE INDEX member_key_version ON member (key_version);

-- An account that waits for its e-mail to be confirmed; its id becomes the member's.
-- class: shared
CREATE TABLE registration (
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
  language TEXT NOT NULL CHECK (language IN ('nl', 'en')),
  adult_answer_sealed BLOB NOT NULL,
  adult_rule TEXT NOT NULL,
  adult_answered_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  key_version INTEGER NOT NULL,
  PRIMARY KEY (realm_id, id)
) STRICT;
CREATE INDEX registration_email ON registration (realm_id, email_index);
CREATE INDEX registration_user_name ON registration (realm_id, user_name_index);
CREATE INDEX registration_user_name_likeness ON registration (realm_id, user_name_likeness_index);
CREATE INDEX registration_expiry ON registration (expires_at);
CREATE INDEX registration_key_version ON registration (key_version);

-- A name that nobody may take for a while.
-- class: shared
CREATE TABLE user_name_hold (
  realm_id TEXT NOT NULL,
  name_index BLOB NOT NULL,
  until TEXT NOT NULL,
  PRIMARY KEY (realm_id, name_index)
) STRICT;
CREATE INDEX user_name_hold_end ON user_name_hold (until);

-- Where a member is a member. On an adult brand the row itself is special data (DECISIONS 13).
-- class: owned
CREATE TABLE membership (
  brand_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  joined_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'hidden')),
  -- Number of the newest statement that the member was told of.
  statement_notified INTEGER NOT NULL,
  -- What the member is called towards others on this brand; another brand's tells nothing of it.
  pairwise_id TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (brand_id, member_id)
) STRICT;
CREATE UNIQUE INDEX membership_pairwise ON membership (brand_id, pairwise_id);
CREATE INDEX membership_member ON membership (member_id, brand_id);

-- A signed-in browser: on a brand, or on the account host (brand_id '').
-- class: shared
CREATE TABLE session (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  brand_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  kept_signed_in INTEGER NOT NULL CHECK (kept_signed_in IN (0, 1)),
  epoch INTEGER NOT NULL,
  device_type_sealed BLOB NOT NULL,
  operating_system_sealed BLOB NOT NULL,
  browser_sealed BLOB NOT NULL,
  PRIMARY KEY (realm_id, id)
) STRICT;
CREATE INDEX session_member ON session (realm_id, member_id);
CREATE INDEX session_end ON session (ends_at);

-- What a brand exchanges for a session, once (RFC 6749 4.1, RFC 7636).
-- class: shared
CREATE TABLE sign_in_code (
  realm_id TEXT NOT NULL,
  code_hash BLOB NOT NULL,
  brand_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  challenge TEXT NOT NULL,
  kept_signed_in INTEGER NOT NULL CHECK (kept_signed_in IN (0, 1)),
  expires_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, code_hash)
) STRICT;
CREATE INDEX sign_in_code_expiry ON sign_in_code (expires_at);

-- What a link in a mail carries, hashed.
-- class: shared
CREATE TABLE mail_code (
  realm_id TEXT NOT NULL,
  code_hash BLOB NOT NULL,
  member_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('confirm', 'reset', 'email_old', 'email_new')),
  new_email_sealed BLOB,
  new_email_index BLOB,
  expires_at TEXT NOT NULL,
  used_at TEXT,
  key_version INTEGER NOT NULL,
  PRIMARY KEY (realm_id, code_hash)
) STRICT;
CREATE INDEX mail_code_member ON mail_code (realm_id, member_id);
CREATE INDEX mail_code_key_version ON mail_code (key_version);
CREATE INDEX mail_code_expiry ON mail_code (expires_at);

-- How often something was tried; its subject is a keyed imprint under a key of the day.
-- class: platform
CREATE TABLE abuse_count (
  kind TEXT NOT NULL,
  subject_index BLOB NOT NULL,
  window_start TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (kind, subject_index, window_start)
) STRICT;
CREATE INDEX abuse_count_window ON abuse_count (window_start);

-- Consents given, refused and withdrawn: what holds is the fold of these rows, which never change.
-- class: owned
CREATE TABLE consent_event (
  brand_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  -- '' where the consent is not about one recipient (P18).
  recipient TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('given', 'refused', 'withdrawn', 'expired', 'renewed')),
  -- sha256 of the very words that were answered.
  text_hash TEXT NOT NULL,
  method TEXT NOT NULL,
  happened_at TEXT NOT NULL,
  commitment TEXT,
  -- Of the member's previous event on this brand, '' for the first.
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (brand_id, id)
) STRICT;
CREATE UNIQUE INDEX consent_event_chain ON consent_event (brand_id, member_id, previous_hash);
CREATE TRIGGER consent_event_is_immutable BEFORE UPDATE ON consent_event
BEGIN SELECT RAISE(ABORT, 'a consent event is never changed'); END;

-- Terms accepted, statements shown: which version, in which language, with which hash.
-- class: owned
CREATE TABLE acceptance (
  brand_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  document TEXT NOT NULL CHECK (document IN ('terms', 'statement')),
  number INTEGER NOT NULL,
  locale TEXT NOT NULL CHECK (locale IN ('nl', 'en')),
  hash TEXT NOT NULL,
  -- A statement is information: it is shown, never accepted.
  kind TEXT NOT NULL CHECK (kind IN ('accepted', 'shown')),
  happened_at TEXT NOT NULL,
  commitment TEXT,
  PRIMARY KEY (brand_id, id)
) STRICT;
CREATE INDEX acceptance_member ON acceptance (brand_id, member_id);
