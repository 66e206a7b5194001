-- Whether a measure began without a person at that moment, as when the term to show one's age has passed (DECISIONS
-- 105): a statement of reasons says so (Regulation (EU) 2022/2065, Art. 17(3)(c)).
ALTER TABLE measure ADD COLUMN automated INTEGER NOT NULL DEFAULT 0 CHECK (automated IN (0, 1));

CREATE TRIGGER measure_keeps_how_it_was_decided BEFORE UPDATE OF automated ON measure
BEGIN SELECT RAISE(ABORT, 'a measure is lifted, never rewritten'); END;
