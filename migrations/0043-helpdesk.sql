-- Questions and reports of people (P15), what was answered, and files that came along (DECISIONS 124). A ticket hangs on
-- a member, or on somebody without an account who has a row of their own. Its words and files are sealed under a key of
-- the ticket's own. Times are ISO 8601.

-- Who wrote without being signed in: one row for each ticket, whoever else has the address.
-- class: shared
CREATE TABLE ticket_sender (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  -- Under the sender's core key.
  email_sealed BLOB NOT NULL,
  email_index BLOB NOT NULL,
  key_version INTEGER NOT NULL,
  -- As the ticket has it: the sender's term counts from there.
  closed_at TEXT,
  PRIMARY KEY (realm_id, id)
) STRICT;
CREATE INDEX ticket_sender_email ON ticket_sender (realm_id, email_index);
CREATE INDEX ticket_sender_key ON ticket_sender (key_version);
CREATE INDEX ticket_sender_end ON ticket_sender (realm_id, closed_at);

-- class: shared
CREATE TABLE ticket (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  -- On which site it was asked, and in whose name it is answered.
  brand_id TEXT NOT NULL,
  -- The member, or the row of somebody without an account.
  sender_id TEXT NOT NULL,
  sender_kind TEXT NOT NULL CHECK (sender_kind IN ('member', 'asker')),
  language TEXT NOT NULL,
  subject_sealed BLOB NOT NULL,
  -- 'open': staff answer. 'answered': the sender may. 'closed': nobody does, until the sender writes again.
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed')),
  received_at TEXT NOT NULL,
  -- By when staff answer what the sender wrote last; none where the operator names no days.
  due_at TEXT,
  -- The place in the list of staff: the day of the answer, or where none is named, when it came.
  waits_at TEXT NOT NULL,
  -- The member of staff who answers; '' for nobody yet.
  owner_id TEXT NOT NULL,
  -- The number of the newest message.
  messages INTEGER NOT NULL CHECK (messages >= 1),
  answered_at TEXT,
  closed_at TEXT,
  -- It went on as a request about data; the id is '' where a mailed link took its place.
  handed_over_at TEXT,
  request_id TEXT NOT NULL,
  PRIMARY KEY (realm_id, id),
  CHECK ((closed_at IS NOT NULL) = (state = 'closed')),
  CHECK (state <> 'answered' OR answered_at IS NOT NULL),
  CHECK (waits_at = coalesce(due_at, waits_at)),
  CHECK (request_id = '' OR handed_over_at IS NOT NULL)
) STRICT;
CREATE INDEX ticket_desk ON ticket (realm_id, state, waits_at, id);
CREATE INDEX ticket_owner ON ticket (realm_id, owner_id, state, waits_at, id);
CREATE INDEX ticket_of_sender ON ticket (realm_id, sender_id, id);
CREATE INDEX ticket_end ON ticket (realm_id, closed_at);
CREATE INDEX ticket_silent ON ticket (answered_at) WHERE state = 'answered';
CREATE INDEX ticket_request ON ticket (realm_id, request_id) WHERE request_id <> '';

-- class: shared
CREATE TABLE ticket_message (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  -- As the ticket has it, so that a restriction of the sender's is seen on the row itself.
  sender_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  written_by TEXT NOT NULL CHECK (written_by IN ('sender', 'staff')),
  staff_id TEXT NOT NULL,
  body_sealed BLOB NOT NULL,
  written_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, id),
  FOREIGN KEY (realm_id, ticket_id) REFERENCES ticket (realm_id, id) ON DELETE CASCADE,
  CHECK ((written_by = 'staff') = (staff_id <> '')),
  CHECK (number > 1 OR written_by = 'sender')
) STRICT;
CREATE INDEX ticket_message_sender ON ticket_message (realm_id, sender_id);
-- Two that were built on the same reading cannot both be written.
CREATE UNIQUE INDEX ticket_message_number ON ticket_message (realm_id, ticket_id, number);

-- class: shared
CREATE TABLE ticket_attachment (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  ticket_id TEXT NOT NULL,
  sender_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  object_key TEXT NOT NULL,
  name_sealed BLOB NOT NULL,
  -- What the bytes are, whatever the sender called them.
  type TEXT NOT NULL CHECK (type IN ('image/jpeg', 'image/png', 'image/webp', 'application/pdf', 'text/plain')),
  bytes INTEGER NOT NULL CHECK (bytes BETWEEN 1 AND 5242880),
  PRIMARY KEY (realm_id, id),
  FOREIGN KEY (realm_id, ticket_id) REFERENCES ticket (realm_id, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX ticket_attachment_ticket ON ticket_attachment (realm_id, ticket_id, id);
CREATE INDEX ticket_attachment_sender ON ticket_attachment (realm_id, sender_id);
CREATE UNIQUE INDEX ticket_attachment_object ON ticket_attachment (object_key);

CREATE TRIGGER ticket_attachment_has_room BEFORE INSERT ON ticket_attachment
WHEN (SELECT count(*) FROM ticket_attachment a WHERE a.realm_id = NEW.realm_id AND a.ticket_id = NEW.ticket_id
    AND a.message_id = NEW.message_id) >= 3
BEGIN SELECT RAISE(ABORT, 'a message has at most three files'); END;
CREATE TRIGGER ticket_attachment_has_its_message BEFORE INSERT ON ticket_attachment
WHEN NOT EXISTS (SELECT 1 FROM ticket_message m WHERE m.realm_id = NEW.realm_id AND m.id = NEW.message_id
    AND m.ticket_id = NEW.ticket_id AND m.sender_id = NEW.sender_id)
BEGIN SELECT RAISE(ABORT, 'a file of no message'); END;
CREATE TRIGGER ticket_attachment_takes_its_object_along AFTER DELETE ON ticket_attachment
BEGIN INSERT INTO object_removal (brand_id, object_key) VALUES ('', OLD.object_key) ON CONFLICT DO NOTHING; END;

CREATE TRIGGER ticket_begins_open BEFORE INSERT ON ticket
WHEN NEW.state <> 'open' OR NEW.messages <> 1 OR NEW.owner_id <> '' OR NEW.answered_at IS NOT NULL
  OR NEW.handed_over_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a ticket begins open, with its first message, and nobody has it yet'); END;
CREATE TRIGGER ticket_has_its_sender BEFORE INSERT ON ticket
WHEN NEW.sender_kind = 'asker' AND NOT EXISTS (SELECT 1 FROM ticket_sender s
  WHERE s.realm_id = NEW.realm_id AND s.id = NEW.sender_id)
BEGIN SELECT RAISE(ABORT, 'a ticket without a sender'); END;
CREATE TRIGGER ticket_stays_whose_it_is
BEFORE UPDATE OF realm_id, id, brand_id, sender_id, sender_kind, language, subject_sealed, received_at ON ticket
BEGIN SELECT RAISE(ABORT, 'what was asked, by whom and when, is never rewritten'); END;
CREATE TRIGGER ticket_keeps_the_order BEFORE UPDATE OF state ON ticket
WHEN NEW.state <> OLD.state AND NOT (
  (OLD.state = 'open' AND NEW.state IN ('answered', 'closed'))
  OR (OLD.state = 'answered' AND NEW.state IN ('open', 'closed'))
  OR (OLD.state = 'closed' AND NEW.state = 'open'))
BEGIN SELECT RAISE(ABORT, 'no such step of a ticket'); END;
-- Only an answer of staff makes it answered, and only words of the sender open it again.
CREATE TRIGGER ticket_changes_by_messages BEFORE UPDATE OF state, messages, answered_at ON ticket
WHEN (NEW.messages NOT IN (OLD.messages, OLD.messages + 1))
  OR ((NEW.messages > OLD.messages OR (NEW.state <> OLD.state AND NEW.state <> 'closed')) AND NOT EXISTS (
    SELECT 1 FROM ticket_message m
    WHERE m.realm_id = NEW.realm_id AND m.ticket_id = NEW.id AND m.number = NEW.messages AND NEW.messages > OLD.messages
      AND m.written_by = CASE NEW.state WHEN 'answered' THEN 'staff' WHEN 'open' THEN 'sender' ELSE '' END))
BEGIN SELECT RAISE(ABORT, 'a ticket is answered by a message, and opened again by one of its sender'); END;
CREATE TRIGGER ticket_is_handed_over_once BEFORE UPDATE OF handed_over_at, request_id ON ticket
WHEN OLD.handed_over_at IS NOT NULL OR NEW.handed_over_at IS NULL OR NEW.state <> 'closed'
  OR (NEW.request_id <> '' AND NOT EXISTS (SELECT 1 FROM rights_request r
    WHERE r.realm_id = NEW.realm_id AND r.id = NEW.request_id AND r.received_at <= NEW.handed_over_at))
BEGIN SELECT RAISE(ABORT, 'a ticket is handed over once, is closed then, and names its request'); END;
CREATE TRIGGER ticket_ends_its_sender AFTER UPDATE OF closed_at ON ticket WHEN NEW.sender_kind = 'asker'
BEGIN
  UPDATE ticket_sender SET closed_at = NEW.closed_at WHERE realm_id = NEW.realm_id AND id = NEW.sender_id;
END;

CREATE TRIGGER ticket_message_follows BEFORE INSERT ON ticket_message
WHEN NOT EXISTS (SELECT 1 FROM ticket t WHERE t.realm_id = NEW.realm_id AND t.id = NEW.ticket_id
    AND t.sender_id = NEW.sender_id AND t.messages = CASE NEW.number WHEN 1 THEN 1 ELSE NEW.number - 1 END
    AND (NEW.written_by = 'sender' OR t.state <> 'closed'))
BEGIN SELECT RAISE(ABORT, 'a message follows the newest one, and staff write to no ticket that is closed'); END;
CREATE TRIGGER ticket_message_is_immutable BEFORE UPDATE ON ticket_message
BEGIN SELECT RAISE(ABORT, 'a message is never rewritten'); END;

-- What members did not restrict; generated from the register.
-- class: shared
CREATE VIEW ticket_attachment_usable_for_service_information AS SELECT
  realm_id,
  id,
  ticket_id,
  sender_id,
  message_id,
  object_key,
  name_sealed,
  type,
  bytes
FROM ticket_attachment WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = ticket_attachment.sender_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'service_information') AND r.brand_id = '');
-- class: shared
CREATE VIEW ticket_message_usable_for_service_information AS SELECT
  realm_id,
  id,
  ticket_id,
  sender_id,
  number,
  written_by,
  staff_id,
  body_sealed,
  written_at
FROM ticket_message WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = ticket_message.sender_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'service_information') AND r.brand_id = '');
-- class: shared
CREATE VIEW ticket_usable_for_service_information AS SELECT
  realm_id,
  id,
  brand_id,
  sender_id,
  sender_kind,
  language,
  subject_sealed,
  state,
  received_at,
  due_at,
  waits_at,
  owner_id,
  messages,
  answered_at,
  closed_at,
  handed_over_at,
  request_id
FROM ticket WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = ticket.sender_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'service_information') AND r.brand_id IN ('', ticket.brand_id));
