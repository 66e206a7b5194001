-- Data of a member that are given because a law, a court or a claim asks for it: one member of staff proposes, another
-- decides (P22; DECISIONS 122).

-- One proposal: to give data, or that a member hears later of what was given. Nothing is given before it is approved.
-- class: shared
CREATE TABLE legal_disclosure (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  -- '' where data are given; else the disclosure of which an order asks to keep silent for longer.
  prolongs TEXT NOT NULL,
  ground TEXT NOT NULL CHECK (ground IN ('legal_duty', 'court_order', 'own_rights')),
  -- Ids of items of the register, with a space between.
  items TEXT NOT NULL CHECK (items <> ''),
  -- Order, article, to whom, where the reply goes, the reason as the member reads it, and what asks for silence: under
  -- the row's own key.
  words_sealed BLOB NOT NULL,
  -- Until when the order forbids to tell the member.
  silent_until TEXT,
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'refused', 'withdrawn', 'lapsed')),
  proposed_by TEXT NOT NULL CHECK (proposed_by <> ''),
  proposed_role TEXT NOT NULL CHECK (proposed_role <> ''),
  proposed_at TEXT NOT NULL,
  -- Another member of staff; who proposed it, where it was withdrawn; '' for the operator's tool and for the program.
  decided_by TEXT,
  decided_role TEXT,
  decided_at TEXT,
  refusal_sealed BLOB,
  -- From when on the member is told of the row: never before it is decided.
  shown_from TEXT NOT NULL,
  -- Of the entry in the list of disclosures, which the approval writes.
  disclosure_id TEXT NOT NULL,
  -- The package is handed out once.
  taken_at TEXT,
  taken_by TEXT,
  -- How the member heard of it: by a mail, or not any more, because the account is gone.
  told_at TEXT,
  told TEXT CHECK (told IN ('mail', 'gone')),
  PRIMARY KEY (realm_id, id),
  -- A person is known by the account, and never by a session.
  CHECK (decided_by IS NULL OR (state = 'withdrawn') = (decided_by = proposed_by)),
  CHECK ((state = 'proposed') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL) AND (decided_at IS NULL) = (decided_role IS NULL)),
  CHECK (decided_at IS NULL OR decided_at >= proposed_at),
  CHECK (state = 'refused' OR refusal_sealed IS NULL),
  CHECK (state <> 'refused' OR decided_by = '' OR refusal_sealed IS NOT NULL),
  CHECK (silent_until > proposed_at),
  -- Longer is another order.
  CHECK (silent_until <= strftime('%Y-%m-%dT%H:%M:%fZ', proposed_at, '+12 months')),
  CHECK (prolongs = '' OR silent_until IS NOT NULL),
  CHECK ((state = 'proposed') = (shown_from = '9999-12-31T23:59:59.999Z')),
  CHECK (decided_at IS NULL OR shown_from >= decided_at),
  CHECK (decided_at IS NULL OR silent_until IS NULL OR state <> 'approved' OR shown_from >= silent_until),
  CHECK ((taken_at IS NULL) = (taken_by IS NULL)),
  CHECK (taken_at IS NULL OR (state = 'approved' AND prolongs = '')),
  CHECK ((told_at IS NULL) = (told IS NULL)),
  CHECK (told IS NULL OR (state = 'approved' AND prolongs = ''))
) STRICT;
CREATE INDEX legal_disclosure_member ON legal_disclosure (realm_id, member_id);
CREATE INDEX legal_disclosure_shown ON legal_disclosure (realm_id, shown_from);
CREATE INDEX legal_disclosure_end ON legal_disclosure (realm_id, decided_at);
CREATE INDEX legal_disclosure_waiting ON legal_disclosure (realm_id, id) WHERE state = 'proposed';
CREATE INDEX legal_disclosure_lapses ON legal_disclosure (proposed_at) WHERE state = 'proposed';
CREATE INDEX legal_disclosure_silent ON legal_disclosure (realm_id, id)
  WHERE state = 'approved' AND prolongs = '' AND told IS NULL;
CREATE INDEX legal_disclosure_ended ON legal_disclosure (realm_id, id)
  WHERE state <> 'proposed' AND (state <> 'approved' OR prolongs <> '' OR told IS NOT NULL);
CREATE INDEX legal_disclosure_untold ON legal_disclosure (shown_from)
  WHERE state = 'approved' AND prolongs = '' AND told IS NULL;
CREATE INDEX legal_disclosure_prolongs ON legal_disclosure (realm_id, prolongs) WHERE prolongs <> '';
-- The entry of each is written once, also where its approval could not write it.
CREATE UNIQUE INDEX legal_disclosure_entry ON legal_disclosure (realm_id, disclosure_id) WHERE prolongs = '';
CREATE UNIQUE INDEX legal_disclosure_prolonged_once ON legal_disclosure (realm_id, prolongs)
  WHERE prolongs <> '' AND state = 'proposed';

CREATE TRIGGER legal_disclosure_begins_as_proposed BEFORE INSERT ON legal_disclosure
WHEN NEW.state <> 'proposed' OR NEW.taken_at IS NOT NULL OR NEW.told IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a disclosure on a legal ground is proposed first'); END;
CREATE TRIGGER legal_disclosure_keeps_its_proposal
BEFORE UPDATE OF realm_id, id, member_id, prolongs, ground, items, words_sealed, silent_until, proposed_by,
  proposed_role, proposed_at, disclosure_id ON legal_disclosure
BEGIN SELECT RAISE(ABORT, 'a proposal is decided, never rewritten'); END;
CREATE TRIGGER legal_disclosure_is_decided_once
BEFORE UPDATE OF state, decided_by, decided_role, decided_at, refusal_sealed ON legal_disclosure
WHEN OLD.state <> 'proposed'
BEGIN SELECT RAISE(ABORT, 'a proposal is decided once'); END;
-- Somebody whose access ended and who was invited again has another account, and is the same person.
CREATE TRIGGER legal_disclosure_takes_two_persons BEFORE UPDATE OF state ON legal_disclosure
WHEN NEW.state IN ('approved', 'refused') AND EXISTS (
  SELECT 1 FROM staff first JOIN staff second
    ON second.realm_id = first.realm_id AND second.email_index = first.email_index
  WHERE first.realm_id = NEW.realm_id AND first.id = NEW.proposed_by AND second.id = NEW.decided_by)
BEGIN SELECT RAISE(ABORT, 'another person decides'); END;
CREATE TRIGGER legal_disclosure_is_of_a_member BEFORE UPDATE OF state ON legal_disclosure
WHEN NEW.state = 'approved' AND NEW.prolongs = '' AND NOT EXISTS (
  SELECT 1 FROM member m WHERE m.realm_id = NEW.realm_id AND m.id = NEW.member_id AND m.erasing_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'nothing is given of an account that is erased'); END;
-- Who knows already is not kept in the dark afterwards.
CREATE TRIGGER legal_disclosure_prolongs_a_silence BEFORE UPDATE OF state ON legal_disclosure
WHEN NEW.state = 'approved' AND NEW.prolongs <> '' AND NOT EXISTS (
  SELECT 1 FROM legal_disclosure given
  WHERE given.realm_id = NEW.realm_id AND given.id = NEW.prolongs AND given.member_id = NEW.member_id
    AND given.state = 'approved' AND given.prolongs = '' AND given.told IS NULL
    AND given.shown_from > NEW.decided_at AND given.shown_from < NEW.silent_until)
BEGIN SELECT RAISE(ABORT, 'no silence to prolong'); END;
CREATE TRIGGER legal_disclosure_prolongs_its_entry AFTER UPDATE OF state ON legal_disclosure
WHEN NEW.state = 'approved' AND NEW.prolongs <> ''
BEGIN
  UPDATE legal_disclosure SET shown_from = NEW.silent_until
  WHERE realm_id = NEW.realm_id AND (id = NEW.prolongs OR prolongs = NEW.prolongs) AND state <> 'proposed'
    AND shown_from < NEW.silent_until;
  UPDATE disclosure SET withheld_until = NEW.silent_until
  WHERE realm_id = NEW.realm_id AND id = NEW.disclosure_id AND withheld_until < NEW.silent_until;
END;
CREATE TRIGGER legal_disclosure_is_shown_as_ordered BEFORE UPDATE OF shown_from ON legal_disclosure
WHEN OLD.state <> 'proposed' AND NOT EXISTS (
  SELECT 1 FROM legal_disclosure longer
  WHERE longer.realm_id = OLD.realm_id AND longer.state = 'approved' AND longer.prolongs <> ''
    AND longer.prolongs IN (OLD.id, OLD.prolongs) AND longer.silent_until = NEW.shown_from
    AND NEW.shown_from > OLD.shown_from)
BEGIN SELECT RAISE(ABORT, 'only another order prolongs a silence'); END;
CREATE TRIGGER legal_disclosure_is_taken_once BEFORE UPDATE OF taken_at, taken_by ON legal_disclosure
WHEN OLD.taken_at IS NOT NULL
  OR NEW.taken_by <> CASE OLD.decided_by WHEN '' THEN OLD.proposed_by ELSE OLD.decided_by END
  OR NOT EXISTS (SELECT 1 FROM disclosure d WHERE d.realm_id = OLD.realm_id AND d.id = OLD.disclosure_id)
BEGIN SELECT RAISE(ABORT, 'the package is handed out once, to who approved it'); END;
CREATE TRIGGER legal_disclosure_is_told_once BEFORE UPDATE OF told_at, told ON legal_disclosure
WHEN OLD.told IS NOT NULL OR (NEW.told = 'mail' AND NEW.told_at < OLD.shown_from)
BEGIN SELECT RAISE(ABORT, 'a member is told once, and not before the silence ends'); END;
CREATE TRIGGER legal_disclosure_is_kept BEFORE DELETE ON legal_disclosure
WHEN NOT (OLD.state = 'proposed'
    AND NOT EXISTS (SELECT 1 FROM member m WHERE m.realm_id = OLD.realm_id AND m.id = OLD.member_id))
  AND NOT EXISTS (SELECT 1 FROM retention_cutoff c
    WHERE c.realm_id = OLD.realm_id AND c.rule = 'disclosure' AND OLD.decided_at <= c.before)
BEGIN SELECT RAISE(ABORT, 'a record of a disclosure is kept until its term ends'); END;
-- What was only proposed goes with the account; what was given stays until its term ends (GDPR Art. 17(3)(b), (e)).
CREATE TRIGGER member_who_is_gone_ends_legal_disclosures AFTER DELETE ON member
BEGIN
  DELETE FROM unit_key WHERE realm_id = OLD.realm_id AND owner_id = OLD.id AND unit IN (
    SELECT 'core:legal:' || id FROM legal_disclosure
    WHERE realm_id = OLD.realm_id AND member_id = OLD.id AND state = 'proposed');
  DELETE FROM legal_disclosure WHERE realm_id = OLD.realm_id AND member_id = OLD.id AND state = 'proposed';
  UPDATE legal_disclosure
  SET told = 'gone', told_at = max(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), decided_at)
  WHERE realm_id = OLD.realm_id AND member_id = OLD.id AND state = 'approved' AND prolongs = '' AND told IS NULL;
END;

-- An order that is prolonged moves the day on which its entry is shown, and nothing else of it changes.
DROP TRIGGER disclosure_is_immutable;
CREATE TRIGGER disclosure_is_immutable
BEFORE UPDATE OF realm_id, id, member_id, recipient, items, details_sealed, disclosed_at, disclosed_by ON disclosure
BEGIN SELECT RAISE(ABORT, 'a record of a disclosure is never changed'); END;
CREATE TRIGGER disclosure_is_withheld_by_order BEFORE UPDATE OF withheld_until ON disclosure
WHEN NOT EXISTS (
  SELECT 1 FROM legal_disclosure longer
  WHERE longer.realm_id = OLD.realm_id AND longer.disclosure_id = OLD.id AND longer.prolongs <> ''
    AND longer.state = 'approved' AND longer.silent_until = NEW.withheld_until
    AND NEW.withheld_until > OLD.withheld_until)
BEGIN SELECT RAISE(ABORT, 'a record of a disclosure is never changed'); END;

-- What staff do of a member because of such a proposal is told no sooner than the proposal is.
ALTER TABLE staff_access ADD COLUMN legal_id TEXT;
