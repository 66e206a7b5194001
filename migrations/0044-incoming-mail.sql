-- Mail that comes in, and mail that comes back (DECISIONS 125). Times are ISO 8601.

-- A mail to a member that came back, or that its reader called spam. What is sent to them next depends on it, until the
-- term of mail is over.
-- class: shared
CREATE TABLE mail_bounce (
  realm_id TEXT NOT NULL,
  -- The row of the outbox.
  mail_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  -- 'address': there is no such mailbox. 'permanent': refused for another reason. 'temporary': tried for days in vain.
  -- 'policy': the receiver refuses the sender. 'complaint': the reader called it spam.
  kind TEXT NOT NULL CHECK (kind IN ('address', 'permanent', 'temporary', 'policy', 'complaint')),
  -- Of the report: a status (RFC 3463), or the kind of feedback (RFC 5965).
  code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 20),
  sent_at TEXT NOT NULL,
  bounced_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, member_id, mail_id, kind),
  CHECK (bounced_at >= sent_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_bounce_end ON mail_bounce (realm_id, sent_at);

-- An address without a mailbox, of somebody who is no member: nothing is sent there until the term of mail is over.
-- class: shared
CREATE TABLE mail_suppression (
  realm_id TEXT NOT NULL,
  -- A keyed imprint of the address.
  address_index BLOB NOT NULL,
  -- The hold salt that it stands under.
  salt TEXT NOT NULL,
  -- When the mail was sent that came back.
  sent_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, address_index)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_suppression_end ON mail_suppression (realm_id, sent_at);
CREATE INDEX mail_suppression_salt ON mail_suppression (salt);

-- A ticket that came as a mail to another ticket's address, from somebody who is not that ticket's sender: staff read it,
-- and nobody else.
-- class: shared
CREATE TABLE ticket_by_mail (
  realm_id TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  -- The ticket that it was written to.
  about_id TEXT NOT NULL,
  PRIMARY KEY (realm_id, ticket_id),
  FOREIGN KEY (realm_id, ticket_id) REFERENCES ticket (realm_id, id) ON DELETE CASCADE,
  CHECK (about_id <> ticket_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX ticket_by_mail_about ON ticket_by_mail (realm_id, about_id);

-- What the Worker signs outgoing mail with (RFC 6376): one key for each domain that mail comes from. The public part is
-- published in DNS; until a look there found it, nothing is signed with it.
-- class: shared
CREATE TABLE mail_key (
  realm_id TEXT NOT NULL,
  domain TEXT NOT NULL,
  selector TEXT NOT NULL,
  -- As a record of DNS has it: base64 of a SubjectPublicKeyInfo.
  public_key TEXT NOT NULL,
  private_sealed BLOB NOT NULL,
  -- Names the key that seals it.
  key_id TEXT NOT NULL,
  made_at TEXT NOT NULL,
  -- When DNS was last seen to have it.
  checked_at TEXT,
  PRIMARY KEY (realm_id, domain, selector)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER mail_key_is_immutable
BEFORE UPDATE OF realm_id, domain, selector, public_key, private_sealed, key_id, made_at ON mail_key
BEGIN SELECT RAISE(ABORT, 'a key for signing mail is never changed, only seen in DNS'); END;
