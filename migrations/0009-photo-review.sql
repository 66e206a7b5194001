-- What a moderator decided of a photo. Others see an approved one only.
ALTER TABLE photo ADD COLUMN decided_at TEXT CHECK ((state = 'pending') = (decided_at IS NULL));
-- A member of staff; the member sees a role, not a name.
ALTER TABLE photo ADD COLUMN decided_by TEXT CHECK ((decided_by IS NULL) = (decided_at IS NULL));
ALTER TABLE photo ADD COLUMN rejection_reason TEXT
  CHECK (rejection_reason IN ('no_person', 'someone_else', 'looks_minor', 'explicit', 'contact_details', 'other'))
  CHECK ((state = 'rejected') = (rejection_reason IS NOT NULL));
-- Under the key of the photo: it goes with it.
ALTER TABLE photo ADD COLUMN rejection_note_sealed BLOB
  CHECK ((rejection_note_sealed IS NOT NULL) = (rejection_reason IS 'other'));

-- A bound value does not prove state = 'pending', so the index says it in a way that a query can.
DROP INDEX photo_waiting;
CREATE INDEX photo_waiting ON photo (brand_id, id) WHERE decided_at IS NULL;
CREATE INDEX photo_decided ON photo (brand_id, decided_at) WHERE decided_at IS NOT NULL;
