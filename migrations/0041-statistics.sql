-- Statistics (DECISIONS 123): numbers of accounts, and of members who said yes to it. What is published are tens, of ten
-- and more; no row is about a member.

-- The count of one brand's members that is under way: where it stands, and what it counted until now. It goes as its
-- table is published.
-- class: shared
CREATE TABLE statistics_run (
  realm_id TEXT NOT NULL,
  brand_id TEXT NOT NULL,
  -- The Monday with which the counted week began, by the calendar in Amsterdam: 2026-11-23.
  week TEXT NOT NULL,
  -- Who said yes from this moment on belongs to the next count.
  as_of TEXT NOT NULL,
  -- Answers are counted page by page of their hashes, which name nobody: how many pages there are, and how many are done.
  pages INTEGER NOT NULL CHECK (pages >= 1),
  page INTEGER NOT NULL DEFAULT 0,
  -- By cell of the widest table.
  counts_json TEXT NOT NULL,
  PRIMARY KEY (realm_id, brand_id),
  CHECK (page BETWEEN 0 AND pages)
) STRICT;

-- Which tables were published. '' as brand: of all accounts of the realm.
-- class: shared
CREATE TABLE statistics_week (
  realm_id TEXT NOT NULL,
  brand_id TEXT NOT NULL,
  week TEXT NOT NULL,
  published_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, brand_id, week)
) STRICT;
CREATE INDEX statistics_week_of_realm ON statistics_week (realm_id, week);

-- The cells of a table that are shown. Every other cell of it is hidden, whether small or hidden beside a small one.
-- class: shared
CREATE TABLE statistics_cell (
  realm_id TEXT NOT NULL,
  brand_id TEXT NOT NULL,
  week TEXT NOT NULL,
  measure TEXT NOT NULL CHECK (measure IN ('accounts', 'age', 'region', 'age_region')),
  cell TEXT NOT NULL,
  count INTEGER NOT NULL CHECK (count >= 10 AND count % 10 = 0),
  -- The week in which this number was counted: it stands until it differs by ten or more.
  counted_week TEXT NOT NULL CHECK (counted_week <= week),
  PRIMARY KEY (realm_id, brand_id, week, measure, cell)
) STRICT;

CREATE TRIGGER statistics_cell_is_immutable BEFORE UPDATE ON statistics_cell
BEGIN SELECT RAISE(ABORT, 'what was published is never changed'); END;

-- Memberships that ended since the brand's last table, by leaving or by erasure: the row that would tell it is gone.
-- class: owned
CREATE TABLE ended_membership_count (
  brand_id TEXT NOT NULL PRIMARY KEY,
  count INTEGER NOT NULL CHECK (count >= 0)
) STRICT;
CREATE TRIGGER membership_that_ends_is_counted AFTER DELETE ON membership
BEGIN
  INSERT INTO ended_membership_count (brand_id, count) VALUES (OLD.brand_id, 1)
  ON CONFLICT (brand_id) DO UPDATE SET count = count + 1;
END;

-- What holds, by purpose, in an order that names nobody: a count of those who said yes goes through it.
CREATE INDEX consent_event_standing ON consent_event (brand_id, purpose, hash) WHERE ended_at IS NULL;
