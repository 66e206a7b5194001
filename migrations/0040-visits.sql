-- Events of security on a brand: a write, a refused request, a sign-in. Each holds the six data that a browser and its
-- connection pass on, sealed, and no account.
-- class: owned
CREATE TABLE visit (
  brand_id TEXT NOT NULL,
  id TEXT NOT NULL,
  -- The key of the brand and the day that seals the row, `log:<brand>:<day>` in unit_key. It goes as the first row that
  -- it seals comes to its end.
  key_id TEXT NOT NULL,
  visited_at TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('write', 'refusal', 'sign_in')),
  device_type_sealed BLOB NOT NULL,
  operating_system_sealed BLOB NOT NULL,
  browser_sealed BLOB NOT NULL,
  page_sealed BLOB NOT NULL,
  ip_address_sealed BLOB NOT NULL,
  internet_provider_sealed BLOB NOT NULL,
  PRIMARY KEY (brand_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_clock ON visit (brand_id, visited_at);

-- How often pages of a kind were seen in an hour: nobody stands behind a row.
-- class: owned
CREATE TABLE page_count (
  brand_id TEXT NOT NULL,
  -- Its beginning, ISO 8601.
  hour TEXT NOT NULL,
  -- Of the closed list in register/page-kinds.ts.
  kind TEXT NOT NULL,
  views INTEGER NOT NULL CHECK (views > 0),
  PRIMARY KEY (brand_id, hour, kind)
) STRICT, WITHOUT ROWID;
