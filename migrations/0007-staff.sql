-- Accounts of the operator's own staff, and the record of what they opened of members.

-- One person's staff account. It is no member's, and no session, key or index is shared with one.
-- class: shared
CREATE TABLE staff (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('support', 'moderator', 'privacy_officer', 'operator')),
  email_sealed BLOB NOT NULL,
  email_index BLOB NOT NULL,
  password_sealed BLOB,
  authenticator_secret_sealed BLOB,
  -- Number of the 30 seconds whose code was taken last (RFC 6238).
  authenticator_step INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('active', 'ended')),
  created_at TEXT NOT NULL,
  -- Who invited and who ended it: a member of staff, or '' for the operator's tool.
  invited_by TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT,
  -- Of the index.
  key_version INTEGER NOT NULL,
  PRIMARY KEY (realm_id, id),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL AND ended_by IS NOT NULL)),
  CHECK (state = 'ended' OR (password_sealed IS NOT NULL AND authenticator_secret_sealed IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX staff_email ON staff (realm_id, email_index) WHERE state = 'active';
CREATE INDEX staff_key_version ON staff (key_version);
CREATE TRIGGER staff_step_ascends BEFORE UPDATE OF authenticator_step ON staff
WHEN NEW.authenticator_step <= OLD.authenticator_step
BEGIN SELECT RAISE(ABORT, 'a code is taken once'); END;

-- A browser that is signed in to the console.
-- class: shared
CREATE TABLE staff_session (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  -- Within five minutes of the last request.
  seen_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  device_sealed BLOB NOT NULL,
  PRIMARY KEY (realm_id, id)
) STRICT;
CREATE INDEX staff_session_staff ON staff_session (realm_id, staff_id);
CREATE INDEX staff_session_end ON staff_session (ends_at);

-- An open invitation; its id becomes the staff account's. The address stands here only as a hash together with the
-- code, which stands here only as a hash itself: without the link, no address can be tried against it.
-- class: shared
CREATE TABLE staff_invitation (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  code_hash BLOB NOT NULL,
  email_hash BLOB NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('support', 'moderator', 'privacy_officer', 'operator')),
  invited_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, id)
) STRICT;
CREATE UNIQUE INDEX staff_invitation_code ON staff_invitation (realm_id, code_hash);
CREATE INDEX staff_invitation_expiry ON staff_invitation (expires_at);

-- What a member of staff opened or did of a member, and why: written before it is shown, never changed. One chain
-- per member, so that nobody waits for another; a fork breaks the index.
-- class: shared
CREATE TABLE staff_access (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  -- 1 for the member's first.
  number INTEGER NOT NULL CHECK (number >= 1),
  staff_id TEXT NOT NULL,
  role TEXT NOT NULL,
  -- About which brand it was; '' for the account itself.
  brand_id TEXT NOT NULL,
  what TEXT NOT NULL,
  -- Under the member's core key: the member reads it, and it goes with them.
  reason_sealed BLOB NOT NULL,
  accessed_at TEXT NOT NULL,
  -- Of the member's row before; '' for the first.
  previous_at TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (realm_id, id),
  CHECK ((number = 1) = (previous_hash = '')),
  CHECK ((number = 1) = (previous_at = ''))
) STRICT;
CREATE UNIQUE INDEX staff_access_chain ON staff_access (realm_id, member_id, previous_hash);
CREATE UNIQUE INDEX staff_access_number ON staff_access (realm_id, member_id, number);
CREATE INDEX staff_access_age ON staff_access (accessed_at);
CREATE TRIGGER staff_access_is_immutable BEFORE UPDATE ON staff_access
BEGIN SELECT RAISE(ABORT, 'a record of access is never changed'); END;
-- 24 months is the retention rule staff_access.
CREATE TRIGGER staff_access_is_kept BEFORE DELETE ON staff_access
WHEN OLD.accessed_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-24 months')
  AND EXISTS (SELECT 1 FROM member WHERE member.realm_id = OLD.realm_id AND member.id = OLD.member_id)
BEGIN SELECT RAISE(ABORT, 'a record of access is kept for 24 months'); END;
