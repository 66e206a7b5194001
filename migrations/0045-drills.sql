-- Drills of restoring (DECISIONS 126): that the newest backup was brought back on a server of its own, and what was
-- found there. Numbers and times of the deployment; nothing of a person.

-- class: platform
CREATE TABLE drill (
  id TEXT PRIMARY KEY,
  began_at TEXT NOT NULL,
  ended_at TEXT NOT NULL CHECK (ended_at >= began_at),
  -- When the backup was made; absent where there was none that could be read.
  backup_at TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('passed', 'failed')),
  -- The check at which it ended.
  failed_at TEXT CHECK (failed_at IN ('backup', 'restore', 'migrations', 'keys', 'chains', 'acts', 'counts')),
  -- Rows that were brought back, and acts that were replayed.
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  act_count INTEGER NOT NULL CHECK (act_count >= 0),
  CHECK ((outcome = 'failed') = (failed_at IS NOT NULL)),
  CHECK (outcome = 'failed' OR backup_at IS NOT NULL)
) STRICT;
CREATE INDEX drill_ended ON drill (ended_at);

CREATE TRIGGER drill_is_immutable BEFORE UPDATE ON drill
BEGIN SELECT RAISE(ABORT, 'the outcome of a drill is never changed'); END;
