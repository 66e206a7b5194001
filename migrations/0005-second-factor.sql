-- Keys with which a member signs in beside the password, or instead of it.

-- One passkey (WebAuthn credential). Its id is 16 random bytes or more, so a plain hash finds it and says nothing.
-- class: shared
CREATE TABLE passkey (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  credential_hash BLOB NOT NULL,
  -- Id, public key and transports, as JSON.
  credential_sealed BLOB NOT NULL,
  name_sealed BLOB NOT NULL,
  counter INTEGER NOT NULL CHECK (counter >= 0),
  created_at TEXT NOT NULL,
  used_at TEXT,
  PRIMARY KEY (realm_id, id)
) STRICT;
CREATE UNIQUE INDEX passkey_credential ON passkey (realm_id, credential_hash);
CREATE INDEX passkey_member ON passkey (realm_id, member_id);

-- A copied key gives itself away by a counter that does not ascend. Many count nothing and always say 0.
CREATE TRIGGER passkey_counter_ascends BEFORE UPDATE OF counter ON passkey
WHEN NEW.counter <= OLD.counter AND NEW.counter + OLD.counter > 0
BEGIN SELECT RAISE(ABORT, 'the counter of a passkey ascends'); END;

-- A challenge that was answered; whoever answers it again breaks the key, and with it the whole batch.
-- class: shared
CREATE TABLE used_challenge (
  realm_id TEXT NOT NULL,
  challenge_hash BLOB NOT NULL,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, challenge_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX used_challenge_expiry ON used_challenge (realm_id, expires_at);

-- An app that makes codes (RFC 6238); at most one per member.
-- class: shared
CREATE TABLE authenticator (
  realm_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  secret_sealed BLOB NOT NULL,
  -- Number of the 30 seconds whose code was taken last.
  last_step INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, member_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER authenticator_step_ascends BEFORE UPDATE OF last_step ON authenticator
WHEN NEW.last_step <= OLD.last_step AND NEW.secret_sealed = OLD.secret_sealed
BEGIN SELECT RAISE(ABORT, 'a code is taken once'); END;

-- For who lost the app: each of use once.
-- class: shared
CREATE TABLE recovery_code (
  realm_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  code_hash BLOB NOT NULL,
  used_at TEXT,
  PRIMARY KEY (realm_id, member_id, code_hash)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER recovery_code_is_used_once BEFORE UPDATE OF used_at ON recovery_code
WHEN OLD.used_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a recovery code is taken once'); END;
