-- Wrong passwords in a row at one account (DECISIONS 67).
-- class: shared
CREATE TABLE password_guess (
  realm_id TEXT NOT NULL,
  -- A member or a member of staff. Of a name, whoever has it or nobody, a keyed imprint of the day.
  subject TEXT NOT NULL,
  -- By browsers that are new to the account, since it was last signed in to.
  failures INTEGER NOT NULL CHECK (failures >= 0),
  -- By browsers that signed in to it before, and behind an open session.
  own_failures INTEGER NOT NULL CHECK (own_failures >= 0),
  -- When the owner was last told.
  told_at TEXT,
  expires_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX password_guess_expiry ON password_guess (expires_at);
