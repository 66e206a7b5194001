-- Photos of home pages stand beside logos and icons.
-- class: owned
CREATE TABLE brand_asset_next (
  brand_id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('image/svg+xml', 'image/png', 'image/avif', 'image/webp')),
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (brand_id, sha256)
) STRICT;
INSERT INTO brand_asset_next SELECT brand_id, sha256, type, width, height, bytes FROM brand_asset;
DROP TABLE brand_asset;
ALTER TABLE brand_asset_next RENAME TO brand_asset;
