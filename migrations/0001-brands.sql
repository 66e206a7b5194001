-- The platform's own machinery and what each brand publishes.
-- `class:` above a table says who may read it (DECISIONS 8): platform, shared within a realm, or owned by a brand.

-- Which of these files have run, and what they contained.
-- class: platform
CREATE TABLE migration (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  applied_at TEXT NOT NULL
) STRICT;

-- class: platform
CREATE TABLE brand_revision (
  brand_id TEXT NOT NULL,
  revision INTEGER NOT NULL CHECK (revision >= 1),
  realm_id TEXT NOT NULL,
  -- Of the compiled files at their last publication; a rollback keeps it, so that a start does not undo it.
  source_sha256 TEXT NOT NULL,
  settings_json TEXT NOT NULL,
  provenance_json TEXT NOT NULL,
  note TEXT NOT NULL,
  published_at TEXT NOT NULL,
  PRIMARY KEY (brand_id, revision)
) STRICT;

-- Immutable; body is gzip of a header line and one line per brand (src/brand/snapshot.ts).
-- class: platform
CREATE TABLE registry (
  revision INTEGER PRIMARY KEY CHECK (revision >= 1),
  sha256 TEXT NOT NULL,
  body BLOB NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

-- The only row that moves.
-- class: platform
CREATE TABLE registry_pointer (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL REFERENCES registry (revision),
  updated_at TEXT NOT NULL
) STRICT;

-- A released hostname is held back, so that links and cookies of its past do not meet a stranger's brand.
-- class: platform
CREATE TABLE host (
  hostname TEXT PRIMARY KEY,
  brand_id TEXT NOT NULL,
  realm_id TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('primary', 'alias')),
  state TEXT NOT NULL CHECK (state IN ('active', 'held')),
  since TEXT NOT NULL
) STRICT;

-- class: owned
CREATE TABLE brand_asset (
  brand_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('image/svg+xml', 'image/png')),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (brand_id, sha256)
) STRICT;

-- Immutable numbered statements; number 0 is an older text, kept word for word.
-- class: owned
CREATE TABLE statement_version (
  brand_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 0),
  locale TEXT NOT NULL CHECK (locale IN ('nl', 'en')),
  kind TEXT NOT NULL CHECK (kind IN ('generated', 'archived')),
  change TEXT NOT NULL CHECK (change IN ('first', 'editorial', 'information', 'consent', 'archived')),
  hash TEXT NOT NULL,
  previous_hash TEXT,
  tree_json TEXT NOT NULL,
  facts_json TEXT NOT NULL,
  changes_json TEXT NOT NULL,
  tilt_json TEXT NOT NULL,
  pdf BLOB,
  published_at TEXT NOT NULL,
  effective_at TEXT NOT NULL,
  PRIMARY KEY (brand_id, number, locale)
) STRICT;

-- The operator's terms, one series for all its brands.
-- class: shared
CREATE TABLE terms_version (
  realm_id TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number >= 1),
  locale TEXT NOT NULL CHECK (locale IN ('nl', 'en')),
  change TEXT NOT NULL CHECK (change IN ('first', 'editorial', 'information')),
  hash TEXT NOT NULL,
  previous_hash TEXT,
  tree_json TEXT NOT NULL,
  published_at TEXT NOT NULL,
  effective_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, number, locale)
) STRICT;

-- What is published stays as it is.
CREATE TRIGGER statement_version_is_immutable BEFORE UPDATE ON statement_version
BEGIN SELECT RAISE(ABORT, 'a published statement is never changed'); END;
CREATE TRIGGER statement_version_is_kept BEFORE DELETE ON statement_version
BEGIN SELECT RAISE(ABORT, 'a published statement is never deleted'); END;
CREATE TRIGGER terms_version_is_immutable BEFORE UPDATE ON terms_version
BEGIN SELECT RAISE(ABORT, 'published terms are never changed'); END;
CREATE TRIGGER terms_version_is_kept BEFORE DELETE ON terms_version
BEGIN SELECT RAISE(ABORT, 'published terms are never deleted'); END;
CREATE TRIGGER registry_is_immutable BEFORE UPDATE ON registry
BEGIN SELECT RAISE(ABORT, 'a registry revision is never changed'); END;
CREATE TRIGGER brand_revision_is_immutable BEFORE UPDATE ON brand_revision
BEGIN SELECT RAISE(ABORT, 'a brand revision is never changed'); END;
