-- The jobs of `src/jobs.ts` (DECISIONS 82): one run of each at a time, and when each last ended well.

-- class: platform
CREATE TABLE job (
  name TEXT PRIMARY KEY,
  last_started_at TEXT NOT NULL,
  -- The last run that ended well; a run that failed or died leaves it.
  last_ended_at TEXT,
  -- Only the holder runs the job, until this time; a run that dies lets go by itself.
  lease_holder TEXT,
  leased_until TEXT,
  -- Runs since then that failed or died.
  failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
  CHECK ((lease_holder IS NULL) = (leased_until IS NULL))
) STRICT, WITHOUT ROWID;
