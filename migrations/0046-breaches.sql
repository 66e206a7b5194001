-- The log of breaches of personal data (GDPR Art. 33(5); DECISIONS 127). Words are sealed under the breach's own key; times
-- are ISO 8601.

-- What is known of a breach now. How it came to be so stands in its entries.
-- class: shared
CREATE TABLE breach (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  -- When the operator came to know of it: the clock counts from here.
  aware_at TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  -- The term that held then, and the rule that sets it.
  hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 720),
  law TEXT NOT NULL CHECK (law <> ''),
  -- By when the authority is told: so many hours by the clock, whatever the clocks on the wall do.
  tell_by TEXT NOT NULL,
  -- '' while nobody has assessed it.
  risk TEXT NOT NULL CHECK (risk IN ('', 'none', 'likely', 'high')),
  -- '' while it is undecided.
  authority TEXT NOT NULL CHECK (authority IN ('', 'told', 'not_told')),
  members TEXT NOT NULL CHECK (members IN ('', 'told', 'not_told')),
  closed_at TEXT,
  -- The place in the list of staff: what is due first.
  due_at TEXT NOT NULL,
  -- The number of the newest entry.
  entries INTEGER NOT NULL CHECK (entries >= 1),
  -- The letter to members that goes out or went out: the number of its entry, 0 for none; behind which member it goes on,
  -- NULL where it is not going out; and how many were told, or could not be.
  letter_entry INTEGER NOT NULL CHECK (letter_entry >= 0),
  letter_after TEXT,
  letters_queued INTEGER NOT NULL CHECK (letters_queued >= 0),
  letters_failed INTEGER NOT NULL CHECK (letters_failed >= 0),
  PRIMARY KEY (realm_id, id),
  CHECK (aware_at <= recorded_at),
  CHECK (tell_by = strftime('%Y-%m-%dT%H:%M:%fZ', aware_at, '+' || hours || ' hours')),
  -- Art. 33(1): it is told, unless a risk is unlikely.
  CHECK (authority <> 'not_told' OR risk = 'none'),
  CHECK (members = '' OR risk <> ''),
  CHECK (closed_at IS NULL OR (risk <> '' AND authority <> '' AND members <> '' AND letter_after IS NULL)),
  CHECK (closed_at IS NOT NULL OR authority <> '' OR due_at = tell_by),
  CHECK (closed_at IS NULL OR due_at = '9999-12-31T23:59:59.999Z'),
  CHECK (letter_entry > 0 OR (letter_after IS NULL AND letters_queued = 0 AND letters_failed = 0))
) STRICT;
CREATE INDEX breach_open ON breach (realm_id, due_at, id) WHERE closed_at IS NULL;
CREATE INDEX breach_closed ON breach (realm_id, closed_at, id) WHERE closed_at IS NOT NULL;
CREATE INDEX breach_letters ON breach (id) WHERE letter_after IS NOT NULL;

-- What was done, by whom and when. Two that were built on the same reading cannot both be written.
-- class: shared
CREATE TABLE breach_entry (
  realm_id TEXT NOT NULL,
  breach_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  what TEXT NOT NULL CHECK (what IN ('recorded', 'added', 'assessed', 'authority_told', 'authority_not_told',
    'members_told', 'members_not_told', 'letter_begun', 'letter_ended', 'closed', 'reopened')),
  -- '' for the program, which sends letters.
  staff_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role <> ''),
  words_sealed BLOB NOT NULL,
  written_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, breach_id, number),
  FOREIGN KEY (realm_id, breach_id) REFERENCES breach (realm_id, id) ON DELETE CASCADE,
  CHECK ((number = 1) = (what = 'recorded')),
  CHECK ((staff_id = '') = (role = 'system')),
  CHECK ((role = 'system') = (what = 'letter_ended'))
) STRICT;

CREATE TRIGGER breach_begins_open BEFORE INSERT ON breach
WHEN NEW.entries <> 1 OR NEW.risk <> '' OR NEW.authority <> '' OR NEW.members <> '' OR NEW.closed_at IS NOT NULL
  OR NEW.letter_entry <> 0
BEGIN SELECT RAISE(ABORT, 'a breach begins with its record, and nothing is decided yet'); END;
CREATE TRIGGER breach_keeps_its_clock BEFORE UPDATE OF realm_id, id, aware_at, recorded_at, hours, law, tell_by ON breach
BEGIN SELECT RAISE(ABORT, 'when a breach became known is never rewritten'); END;
CREATE TRIGGER breach_changes_by_entries
BEFORE UPDATE OF risk, authority, members, closed_at, due_at, entries, letter_entry ON breach
WHEN NEW.entries <> OLD.entries + 1 OR NOT EXISTS (SELECT 1 FROM breach_entry e
  WHERE e.realm_id = NEW.realm_id AND e.breach_id = NEW.id AND e.number = NEW.entries
    AND (NEW.risk = OLD.risk OR e.what = 'assessed')
    -- A new assessment opens what rested on the one before it.
    AND (NEW.authority = OLD.authority OR e.what = 'authority_' || NEW.authority
      OR (e.what = 'assessed' AND NEW.authority = ''))
    AND (NEW.members = OLD.members OR e.what = 'members_' || NEW.members
      OR (e.what IN ('assessed', 'letter_begun') AND NEW.members = '') OR (e.what = 'letter_ended' AND NEW.members = 'told'))
    AND (NEW.closed_at IS OLD.closed_at OR e.what = CASE WHEN NEW.closed_at IS NULL THEN 'reopened' ELSE 'closed' END)
    AND (NEW.letter_entry = OLD.letter_entry OR (e.what = 'letter_begun' AND NEW.letter_entry = e.number)))
BEGIN SELECT RAISE(ABORT, 'a breach changes by its entries alone'); END;
CREATE TRIGGER breach_letter_goes_out_once BEFORE UPDATE OF letter_after ON breach
WHEN OLD.letter_after IS NOT NULL AND NEW.letter_entry <> OLD.letter_entry
BEGIN SELECT RAISE(ABORT, 'one letter at a time'); END;
CREATE TRIGGER breach_stays_while_open BEFORE DELETE ON breach WHEN OLD.closed_at IS NULL
BEGIN SELECT RAISE(ABORT, 'a breach is kept while it is open'); END;

CREATE TRIGGER breach_entry_follows BEFORE INSERT ON breach_entry
WHEN NOT EXISTS (SELECT 1 FROM breach b WHERE b.realm_id = NEW.realm_id AND b.id = NEW.breach_id
  AND b.entries = CASE NEW.number WHEN 1 THEN 1 ELSE NEW.number - 1 END
  AND (NEW.what = 'recorded' OR (b.closed_at IS NULL) = (NEW.what <> 'reopened'))
  AND (NEW.what <> 'letter_begun' OR b.letter_after IS NULL)
  AND (NEW.what <> 'letter_ended' OR b.letter_after IS NOT NULL))
BEGIN SELECT RAISE(ABORT, 'an entry follows the newest one, and a closed breach is opened again first'); END;
CREATE TRIGGER breach_entry_is_immutable BEFORE UPDATE ON breach_entry
BEGIN SELECT RAISE(ABORT, 'an entry of a breach is never rewritten'); END;
CREATE TRIGGER breach_entry_stays_while_open BEFORE DELETE ON breach_entry
WHEN EXISTS (SELECT 1 FROM breach b WHERE b.realm_id = OLD.realm_id AND b.id = OLD.breach_id AND b.closed_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'an entry is kept while its breach is open'); END;

-- How many accounts were erased since a moment: who is gone is counted by nothing else.
CREATE INDEX erasure_executed ON erasure (realm_id, executed_at);
