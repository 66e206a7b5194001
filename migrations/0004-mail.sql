-- Mail on its way out, and what members want of it (DECISIONS 17).

-- One effect towards the outside. Recipient and payload are sealed under a key of their own, `message:<id>`.
-- class: shared
CREATE TABLE outbox (
  realm_id TEXT NOT NULL,
  -- Derived from the cause, so that a cause that is written twice has one effect.
  id TEXT PRIMARY KEY,
  brand_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('mail')),
  -- Whose mail it is: a member, or somebody who registers.
  member_id TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('transactional', 'service', 'suggestions', 'newsletter', 'notification')),
  -- Transactional mail does not wait behind a newsletter.
  urgent INTEGER NOT NULL CHECK (urgent IN (0, 1)),
  key_id TEXT NOT NULL,
  recipient_sealed BLOB NOT NULL,
  payload_sealed BLOB NOT NULL,
  -- held: waits for room in its week. gathered: went out as part of a digest.
  state TEXT NOT NULL CHECK (state IN ('queued', 'held', 'gathered', 'sent', 'dropped', 'failed')),
  -- The run that works on it now; its claim ends at due_at.
  leased_by TEXT,
  -- When something is to be done with the row next: try, or after the end, delete.
  due_at TEXT NOT NULL,
  -- When it last took its place among the mails of its week.
  slot_at TEXT,
  attempts INTEGER NOT NULL,
  last_error_code TEXT,
  queued_at TEXT NOT NULL,
  sent_at TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (state, urgent, due_at);
CREATE INDEX outbox_leased ON outbox (leased_by) WHERE leased_by IS NOT NULL;
CREATE INDEX outbox_of_member ON outbox (realm_id, member_id, class, slot_at);

-- Which optional mail of a brand a member wants. No row: what the class does by itself.
-- class: shared
CREATE TABLE mail_choice (
  realm_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  brand_id TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('service', 'suggestions', 'newsletter', 'notification')),
  wanted INTEGER NOT NULL CHECK (wanted IN (0, 1)),
  changed_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, member_id, brand_id, class)
) STRICT, WITHOUT ROWID;

-- How many mails of a class a member accepts in seven days, over all brands of the realm.
-- class: shared
CREATE TABLE mail_limit (
  realm_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  class TEXT NOT NULL CHECK (class IN ('service', 'suggestions', 'newsletter', 'notification')),
  most_per_week INTEGER NOT NULL CHECK (most_per_week BETWEEN 1 AND 14),
  changed_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, member_id, class)
) STRICT, WITHOUT ROWID;

-- Everything stopped, but what an account cannot do without.
-- class: shared
CREATE TABLE mail_stop (
  realm_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  stopped INTEGER NOT NULL CHECK (stopped IN (0, 1)),
  changed_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, member_id)
) STRICT, WITHOUT ROWID;
