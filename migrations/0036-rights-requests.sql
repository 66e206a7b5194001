-- Requests of people about their data (GDPR Art. 12 to 22): one row for each right that somebody asked for, by whatever
-- door, and one event for each step of it (DECISIONS 116). Times are ISO 8601.
-- class: shared
CREATE TABLE rights_request (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  -- '' where nobody was found.
  member_id TEXT NOT NULL,
  -- The same for all that one letter asks; of a request alone its own id.
  letter_id TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('access', 'rectification', 'erasure', 'restriction', 'lift_restriction',
    'objection', 'portability', 'withdraw_consent', 'complaint')),
  -- 'page': by a member who was signed in. 'address': by a visitor who typed an address. 'desk': in a letter that staff typed in.
  door TEXT NOT NULL CHECK (door IN ('page', 'address', 'desk')),
  -- In whose name the member is written to.
  brand_id TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('received', 'identity_pending', 'open', 'in_progress', 'fulfilled',
    'partially_fulfilled', 'refused', 'expired', 'duplicate', 'withdrawn')),
  received_at TEXT NOT NULL,
  -- The days of the edition in force as it came in.
  response_days INTEGER NOT NULL CHECK (response_days BETWEEN 1 AND 31),
  -- The end of the last of these days. It never changes.
  due_at TEXT NOT NULL,
  -- The same with the paused days, or the end of the extension.
  answer_by TEXT NOT NULL,
  -- When it was shown that the member asks.
  verified_at TEXT,
  -- When the member was asked for that, and when it was shown.
  asked_at TEXT,
  answered_at TEXT,
  -- Whether it was asked soon enough for the days between to count.
  pause_counts INTEGER NOT NULL DEFAULT 0 CHECK (pause_counts IN (0, 1)),
  paused_days INTEGER NOT NULL DEFAULT 0 CHECK (paused_days >= 0),
  extended_at TEXT,
  -- When the member was told of an erasure, and from when it may begin.
  announced_at TEXT,
  begins_at TEXT,
  -- SHA-256 of the code of the mailed link that confirms, or that cancels.
  code_hash BLOB,
  -- The verified request that asks for the same.
  duplicate_of TEXT,
  -- The copy of data that answers it.
  copy_id TEXT,
  refusal_ground TEXT CHECK (refusal_ground IN ('legal_obligation', 'legal_claims', 'rights_of_others',
    'not_applicable', 'nobody_found')),
  remedies_sent_at TEXT,
  closed_at TEXT,
  -- Under a key of the row's own: what was asked, why the answer takes longer, and the answer.
  text_sealed BLOB,
  extension_sealed BLOB,
  answer_sealed BLOB,
  -- The number of the newest event.
  events INTEGER NOT NULL,
  -- Whether it stands in the list of staff.
  on_desk INTEGER NOT NULL CHECK (on_desk IN (0, 1)),
  member_gone_at TEXT,
  -- When the minute's work last had it in hand: the one that waited longest comes first.
  taken_up_at TEXT,
  PRIMARY KEY (realm_id, id),
  CHECK ((closed_at IS NOT NULL)
    = (state IN ('fulfilled', 'partially_fulfilled', 'refused', 'expired', 'duplicate', 'withdrawn'))),
  CHECK (on_desk = (closed_at IS NULL AND (verified_at IS NOT NULL OR door = 'desk'))),
  -- Nothing is done for somebody who was not shown to ask.
  CHECK (verified_at IS NOT NULL OR member_id = '' OR state IN ('received', 'identity_pending', 'expired', 'withdrawn')),
  CHECK (member_id <> '' OR verified_at IS NULL),
  CHECK (state <> 'identity_pending' OR (asked_at IS NOT NULL AND answered_at IS NULL)),
  CHECK (answered_at IS NULL OR (asked_at IS NOT NULL AND verified_at IS NOT NULL AND answered_at >= asked_at)),
  -- Only whole days in which the identity was asked for move the day of the answer; one of them may lack an hour.
  CHECK (paused_days = 0 OR (pause_counts = 1 AND answered_at IS NOT NULL
    AND paused_days <= julianday(answered_at) - julianday(asked_at) + 0.05)),
  CHECK (answer_by >= due_at),
  CHECK (answer_by = due_at OR paused_days > 0 OR extended_at IS NOT NULL),
  CHECK ((extended_at IS NULL) = (extension_sealed IS NULL)),
  -- Two calendar months at most, of at most 31 days each and an hour of summer time.
  CHECK (julianday(answer_by) - julianday(due_at) <= paused_days + 62.05),
  CHECK ((announced_at IS NULL) = (begins_at IS NULL)),
  CHECK (announced_at IS NULL OR kind = 'erasure'),
  CHECK (begins_at IS NULL OR julianday(begins_at) - julianday(announced_at) > 2.99999),
  CHECK ((state = 'duplicate') = (duplicate_of IS NOT NULL)),
  CHECK (copy_id IS NULL OR kind IN ('access', 'portability')),
  -- A refusal says why, and names the ways to complain (GDPR Art. 12(4)).
  CHECK ((state IN ('refused', 'partially_fulfilled'))
    = (refusal_ground IS NOT NULL AND remedies_sent_at IS NOT NULL)),
  CHECK (state NOT IN ('refused', 'partially_fulfilled') OR answer_sealed IS NOT NULL
    OR refusal_ground = 'nobody_found'),
  CHECK (refusal_ground IS NULL OR refusal_ground <> 'nobody_found' OR (member_id = '' AND state = 'refused')),
  -- Of nobody, nothing is kept.
  CHECK (member_id <> '' OR (text_sealed IS NULL AND answer_sealed IS NULL AND extension_sealed IS NULL))
) STRICT;
CREATE UNIQUE INDEX rights_request_once ON rights_request (realm_id, member_id, kind)
  WHERE verified_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX rights_request_desk ON rights_request (realm_id, on_desk, answer_by, id);
CREATE INDEX rights_request_member ON rights_request (realm_id, member_id, id);
CREATE INDEX rights_request_letter ON rights_request (realm_id, letter_id);
CREATE INDEX rights_request_end ON rights_request (realm_id, closed_at);
CREATE INDEX rights_request_code ON rights_request (realm_id, code_hash) WHERE code_hash IS NOT NULL;
CREATE INDEX rights_request_unanswered ON rights_request (asked_at) WHERE verified_at IS NULL AND closed_at IS NULL;
CREATE INDEX rights_request_begins ON rights_request (begins_at) WHERE begins_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX rights_request_gone ON rights_request (member_gone_at)
  WHERE member_gone_at IS NOT NULL AND closed_at IS NULL;
CREATE INDEX rights_request_copy ON rights_request (copy_id) WHERE copy_id IS NOT NULL AND closed_at IS NULL;

-- class: shared
CREATE TABLE rights_request_event (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  -- '' of the first.
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  what TEXT NOT NULL CHECK (what IN ('received', 'identity_asked', 'identity_shown', 'identity_accepted', 'opened',
    'announced', 'begun', 'copy_begun', 'extended', 'fulfilled', 'partially_fulfilled', 'refused', 'withdrawn',
    'expired', 'duplicate')),
  actor TEXT NOT NULL CHECK (actor IN ('member', 'visitor', 'staff', 'system')),
  actor_role TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  -- The mail that says so; '' where none does.
  mail_id TEXT NOT NULL,
  happened_at TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  PRIMARY KEY (realm_id, request_id, number),
  CHECK ((actor = 'staff') = (actor_role <> '')),
  CHECK ((actor = 'staff') = (staff_id <> '')),
  CHECK ((number = 1) = (from_state = '')),
  CHECK (number > 1 OR (to_state = 'received' AND previous_hash = '')),
  -- What the member is told of, with the mail that tells it.
  CHECK (what NOT IN ('refused', 'partially_fulfilled', 'extended', 'announced') OR mail_id <> '')
) STRICT;
CREATE INDEX rights_request_event_member ON rights_request_event (realm_id, member_id);
CREATE UNIQUE INDEX rights_request_event_id ON rights_request_event (realm_id, id);

-- An event comes first, and the change that it tells of right after it.
CREATE TRIGGER rights_request_event_follows BEFORE INSERT ON rights_request_event
WHEN NEW.number > 1 AND NOT EXISTS (SELECT 1 FROM rights_request r
  JOIN rights_request_event before ON before.realm_id = r.realm_id AND before.request_id = r.id
    AND before.number = r.events
  WHERE r.realm_id = NEW.realm_id AND r.id = NEW.request_id AND r.events = NEW.number - 1
    AND r.state = NEW.from_state AND r.member_id = NEW.member_id AND r.closed_at IS NULL AND before.hash = NEW.previous_hash)
BEGIN SELECT RAISE(ABORT, 'an event follows the newest one of a request that is not closed'); END;
CREATE TRIGGER rights_request_event_keeps_the_order BEFORE INSERT ON rights_request_event
WHEN NEW.number > 1 AND NOT (
  (NEW.from_state = 'received' AND NEW.to_state IN ('identity_pending', 'open', 'duplicate', 'withdrawn'))
  OR (NEW.from_state = 'identity_pending' AND NEW.to_state IN ('open', 'duplicate', 'expired', 'withdrawn'))
  OR (NEW.from_state = 'open' AND NEW.to_state IN ('in_progress', 'withdrawn'))
  OR (NEW.from_state = 'open' AND NEW.to_state = 'open' AND NEW.what IN ('announced', 'extended'))
  OR (NEW.from_state = 'in_progress' AND NEW.to_state IN ('fulfilled', 'partially_fulfilled', 'refused', 'withdrawn'))
  OR (NEW.from_state = 'in_progress' AND NEW.to_state = 'in_progress' AND NEW.what IN ('copy_begun', 'extended')))
BEGIN SELECT RAISE(ABORT, 'no such step of a request'); END;
CREATE TRIGGER rights_request_event_has_its_mail BEFORE INSERT ON rights_request_event
WHEN NEW.mail_id <> '' AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.realm_id = NEW.realm_id AND o.id = NEW.mail_id)
BEGIN SELECT RAISE(ABORT, 'the mail of a step is queued in its batch'); END;
CREATE TRIGGER rights_request_event_is_immutable BEFORE UPDATE ON rights_request_event
BEGIN SELECT RAISE(ABORT, 'an event is never rewritten'); END;

CREATE TRIGGER rights_request_begins_with_an_event BEFORE INSERT ON rights_request
WHEN NEW.state <> 'received' OR NEW.events <> 1 OR NEW.verified_at IS NOT NULL OR NEW.answer_by <> NEW.due_at
  OR NOT EXISTS (SELECT 1 FROM rights_request_event e
    WHERE e.realm_id = NEW.realm_id AND e.request_id = NEW.id AND e.number = 1 AND e.member_id = NEW.member_id
      AND e.happened_at >= NEW.received_at)
BEGIN SELECT RAISE(ABORT, 'a request begins as received, no later than it is written down, with an event'); END;
CREATE TRIGGER rights_request_is_immutable
BEFORE UPDATE OF realm_id, id, member_id, letter_id, kind, door, received_at, response_days, due_at, text_sealed
ON rights_request
BEGIN SELECT RAISE(ABORT, 'what was asked, and when, is never rewritten'); END;
-- Nothing of a request changes without an event, and none follows once it is closed.
CREATE TRIGGER rights_request_changes_by_events BEFORE UPDATE OF state, closed_at, answer_by, verified_at, asked_at,
  answered_at, pause_counts, paused_days, extended_at, announced_at, begins_at, duplicate_of, copy_id,
  refusal_ground, remedies_sent_at, extension_sealed, answer_sealed, events, on_desk ON rights_request
WHEN NEW.events <> OLD.events + 1 OR NOT EXISTS (SELECT 1 FROM rights_request_event e
  WHERE e.realm_id = NEW.realm_id AND e.request_id = NEW.id AND e.number = NEW.events
    AND e.from_state = OLD.state AND e.to_state = NEW.state)
BEGIN SELECT RAISE(ABORT, 'a request changes by its events'); END;
-- So does the code of its link; without an event it only goes, when the account has another address.
CREATE TRIGGER rights_request_code_changes_by_events BEFORE UPDATE OF code_hash ON rights_request
WHEN NEW.code_hash IS NOT OLD.code_hash AND NEW.events = OLD.events
  AND (NEW.code_hash IS NOT NULL OR OLD.state <> 'identity_pending')
BEGIN SELECT RAISE(ABORT, 'the code of a link changes by an event, or goes'); END;
CREATE TRIGGER rights_request_is_verified_once BEFORE UPDATE OF verified_at, asked_at, answered_at, pause_counts
ON rights_request
WHEN (OLD.verified_at IS NOT NULL AND (NEW.verified_at IS NOT OLD.verified_at OR NEW.answered_at IS NOT OLD.answered_at))
  OR (OLD.asked_at IS NOT NULL AND (NEW.asked_at IS NOT OLD.asked_at OR NEW.pause_counts <> OLD.pause_counts))
BEGIN SELECT RAISE(ABORT, 'an identity is asked for once and shown once'); END;
-- Twice the same is one only where both were shown to be the member's.
CREATE TRIGGER rights_request_duplicates_a_verified_one BEFORE UPDATE OF duplicate_of ON rights_request
WHEN NEW.duplicate_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM rights_request r
  WHERE r.realm_id = NEW.realm_id AND r.id = NEW.duplicate_of AND r.id <> NEW.id AND r.member_id = NEW.member_id
    AND r.kind = NEW.kind AND r.verified_at IS NOT NULL AND r.state <> 'duplicate')
BEGIN SELECT RAISE(ABORT, 'only a verified request of the same member and kind has duplicates'); END;
CREATE TRIGGER rights_request_pause_moves_its_days BEFORE UPDATE OF answer_by, paused_days ON rights_request
WHEN NEW.paused_days <> OLD.paused_days
  AND (OLD.state <> 'identity_pending' OR NEW.state NOT IN ('open', 'duplicate') OR OLD.paused_days <> 0)
BEGIN SELECT RAISE(ABORT, 'only the wait for an identity pauses the clock'); END;
CREATE TRIGGER rights_request_answer_day_moves_by_a_step BEFORE UPDATE OF answer_by ON rights_request
WHEN NEW.answer_by <> OLD.answer_by AND NEW.paused_days = OLD.paused_days AND NEW.extended_at IS OLD.extended_at
BEGIN SELECT RAISE(ABORT, 'the day of the answer moves by a pause or the one extension'); END;
CREATE TRIGGER rights_request_is_extended_once BEFORE UPDATE OF extended_at, extension_sealed ON rights_request
WHEN NEW.extended_at IS NOT OLD.extended_at AND (OLD.extended_at IS NOT NULL OR NEW.extended_at > OLD.answer_by
  OR NOT EXISTS (SELECT 1 FROM rights_request_event e WHERE e.realm_id = NEW.realm_id AND e.request_id = NEW.id
    AND e.number = NEW.events AND e.what = 'extended'))
BEGIN SELECT RAISE(ABORT, 'a request is extended once, before its day, and told'); END;
CREATE TRIGGER rights_request_announcement_is_told BEFORE UPDATE OF announced_at ON rights_request
WHEN NEW.announced_at IS NOT OLD.announced_at AND (OLD.announced_at IS NOT NULL
  OR NOT EXISTS (SELECT 1 FROM rights_request_event e WHERE e.realm_id = NEW.realm_id AND e.request_id = NEW.id
    AND e.number = NEW.events AND e.what = 'announced'))
BEGIN SELECT RAISE(ABORT, 'an erasure is announced once, and told'); END;
CREATE TRIGGER rights_request_expires_after_its_days BEFORE UPDATE OF state ON rights_request
WHEN NEW.state = 'expired' AND julianday(NEW.closed_at) - julianday(OLD.asked_at) < 29.9
BEGIN SELECT RAISE(ABORT, 'an identity has thirty days'); END;
-- GDPR Art. 15 before Art. 17, where one letter asks for both.
CREATE TRIGGER rights_request_access_comes_first BEFORE UPDATE OF state ON rights_request
WHEN OLD.state = 'open' AND NEW.state = 'in_progress' AND NEW.kind = 'erasure' AND EXISTS (SELECT 1 FROM rights_request r
  WHERE r.realm_id = NEW.realm_id AND r.letter_id = NEW.letter_id AND r.kind IN ('access', 'portability')
    AND r.closed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'an erasure waits for the copy that the same letter asks for'); END;
-- A member who is signed in erases at once; any other erasure waits so that its owner can cancel it.
CREATE TRIGGER rights_request_erasure_waits BEFORE UPDATE OF state ON rights_request
WHEN OLD.state = 'open' AND NEW.state = 'in_progress' AND NEW.kind = 'erasure' AND NEW.member_id <> '' AND NOT EXISTS (
  SELECT 1 FROM rights_request_event e WHERE e.realm_id = NEW.realm_id AND e.request_id = NEW.id
    AND e.number = NEW.events AND (e.actor = 'member' OR e.happened_at >= OLD.begins_at))
BEGIN SELECT RAISE(ABORT, 'an erasure begins once the time to cancel it is over'); END;
-- The point of no return.
CREATE TRIGGER rights_request_erasure_goes_on BEFORE UPDATE OF state ON rights_request
WHEN OLD.state = 'in_progress' AND NEW.kind = 'erasure' AND NEW.state = 'withdrawn'
BEGIN SELECT RAISE(ABORT, 'an erasure that has begun is not taken back'); END;
CREATE TRIGGER rights_request_takes_its_events_along AFTER DELETE ON rights_request
BEGIN DELETE FROM rights_request_event WHERE realm_id = OLD.realm_id AND request_id = OLD.id; END;
CREATE TRIGGER member_who_is_gone_leaves_requests AFTER DELETE ON member
BEGIN
  UPDATE rights_request SET member_gone_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  WHERE realm_id = OLD.realm_id AND member_id = OLD.id AND closed_at IS NULL;
END;
