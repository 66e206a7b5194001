-- What members tell about themselves, once for their account or for one brand (DECISIONS 14).
-- A row is sealed under a key of its own within its erasure unit, and under a new one each time that it is written:
-- what was changed or cleared opens in no copy that is older (DECISIONS 15). Rows go with the membership.

-- class: shared
CREATE TABLE member_detail (
  realm_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  phone_sealed BLOB,
  birth_date_sealed BLOB,
  town_sealed BLOB,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (realm_id, member_id),
  FOREIGN KEY (realm_id, member_id) REFERENCES member (realm_id, id) ON DELETE CASCADE
) STRICT;

-- class: owned
CREATE TABLE profile (
  brand_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  display_name_sealed BLOB,
  about_me_sealed BLOB,
  hobbies_sealed BLOB,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (brand_id, member_id),
  FOREIGN KEY (brand_id, member_id) REFERENCES membership (brand_id, member_id) ON DELETE CASCADE
) STRICT;

-- A field of the account that this brand shows. No row: it does not.
-- class: owned
CREATE TABLE profile_visibility (
  brand_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('gender', 'birth_date', 'town', 'phone')),
  shown_since TEXT NOT NULL,
  PRIMARY KEY (brand_id, member_id, field),
  FOREIGN KEY (brand_id, member_id) REFERENCES membership (brand_id, member_id) ON DELETE CASCADE
) STRICT;

-- Special data, of adult brands alone: each value hangs on the consent that allows it, and goes with it (P05).
-- class: owned
CREATE TABLE special_detail (
  brand_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  purpose TEXT NOT NULL CHECK (purpose IN ('profiles', 'suggestions')),
  consent_id TEXT NOT NULL,
  about_me_sealed BLOB,
  hobbies_sealed BLOB,
  sexual_preferences_sealed BLOB,
  orientation_sealed BLOB,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (brand_id, member_id, purpose),
  FOREIGN KEY (brand_id, member_id) REFERENCES membership (brand_id, member_id) ON DELETE CASCADE,
  FOREIGN KEY (brand_id, consent_id) REFERENCES consent_event (brand_id, id) ON DELETE CASCADE,
  -- Orientation is for matching alone (P06), and matching needs nothing else of this.
  CHECK (purpose = 'suggestions' OR orientation_sealed IS NULL),
  CHECK (purpose = 'profiles'
    OR (about_me_sealed IS NULL AND hobbies_sealed IS NULL AND sexual_preferences_sealed IS NULL))
) STRICT;
CREATE INDEX special_detail_consent ON special_detail (brand_id, consent_id);

-- Its files stand sealed in the object store, one for each size.
-- class: owned
CREATE TABLE photo (
  brand_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  -- On an adult brand a photo may be special data.
  consent_id TEXT,
  object_key TEXT NOT NULL,
  description_sealed BLOB,
  -- Of the larger size, in pixels.
  width INTEGER NOT NULL CHECK (width > 0),
  height INTEGER NOT NULL CHECK (height > 0),
  -- Others see an approved one only.
  state TEXT NOT NULL CHECK (state IN ('pending', 'approved', 'rejected')),
  approved_at TEXT,
  added_at TEXT NOT NULL,
  PRIMARY KEY (brand_id, id),
  FOREIGN KEY (brand_id, member_id) REFERENCES membership (brand_id, member_id) ON DELETE CASCADE,
  FOREIGN KEY (brand_id, consent_id) REFERENCES consent_event (brand_id, id) ON DELETE CASCADE,
  CHECK ((state = 'approved') = (approved_at IS NOT NULL))
) STRICT;
CREATE INDEX photo_member ON photo (brand_id, member_id, id);
CREATE INDEX photo_consent ON photo (brand_id, consent_id);
CREATE INDEX photo_waiting ON photo (brand_id, id) WHERE state = 'pending';
CREATE UNIQUE INDEX photo_object ON photo (object_key);

-- Objects that are to go from the object store: the outbox of whatever deletes a photo (DECISIONS 17).
-- class: owned
CREATE TABLE object_removal (
  brand_id TEXT NOT NULL,
  object_key TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TRIGGER photo_takes_its_objects_along AFTER DELETE ON photo
BEGIN INSERT INTO object_removal (brand_id, object_key) VALUES (OLD.brand_id, OLD.object_key); END;

CREATE TRIGGER photo_has_room BEFORE INSERT ON photo
WHEN (SELECT count(*) FROM photo WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id) >= 12
BEGIN SELECT RAISE(ABORT, 'a member has at most twelve photos on a brand'); END;

-- The newest answer to exactly this purpose must be a yes, and must be the one that the row names. No code can
-- forget it: what lacks a live consent is not written.
CREATE TRIGGER special_detail_needs_consent BEFORE INSERT ON special_detail
BEGIN
  SELECT RAISE(ABORT, 'special data without a live consent') WHERE NEW.consent_id IS NOT (
    SELECT CASE WHEN kind IN ('given', 'renewed') THEN id END FROM consent_event
    WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id AND purpose = NEW.purpose AND recipient = ''
    ORDER BY rowid DESC LIMIT 1);
END;
CREATE TRIGGER special_detail_keeps_consent BEFORE UPDATE ON special_detail
BEGIN
  SELECT RAISE(ABORT, 'special data without a live consent') WHERE NEW.consent_id IS NOT (
    SELECT CASE WHEN kind IN ('given', 'renewed') THEN id END FROM consent_event
    WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id AND purpose = NEW.purpose AND recipient = ''
    ORDER BY rowid DESC LIMIT 1);
END;

-- Where the membership itself asked for a consent, the brand is an adult one (DECISIONS 13): there free text and
-- photos may hold special data, so free text has no place in `profile`, and a photo needs its consent.
CREATE TRIGGER profile_text_may_be_special BEFORE INSERT ON profile
WHEN (NEW.about_me_sealed IS NOT NULL OR NEW.hobbies_sealed IS NOT NULL)
  AND EXISTS (SELECT 1 FROM consent_event
    WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id AND purpose = 'use_of_site')
BEGIN SELECT RAISE(ABORT, 'free text of an adult brand belongs in special_detail'); END;
CREATE TRIGGER profile_text_stays_special BEFORE UPDATE ON profile
WHEN (NEW.about_me_sealed IS NOT NULL OR NEW.hobbies_sealed IS NOT NULL)
  AND EXISTS (SELECT 1 FROM consent_event
    WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id AND purpose = 'use_of_site')
BEGIN SELECT RAISE(ABORT, 'free text of an adult brand belongs in special_detail'); END;
CREATE TRIGGER photo_needs_consent BEFORE INSERT ON photo
WHEN NEW.consent_id IS NOT NULL OR EXISTS (SELECT 1 FROM consent_event
  WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id AND purpose = 'use_of_site')
BEGIN
  SELECT RAISE(ABORT, 'a photo on an adult brand without a live consent') WHERE NEW.consent_id IS NOT (
    SELECT CASE WHEN kind IN ('given', 'renewed') THEN id END FROM consent_event
    WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id AND purpose = 'profiles' AND recipient = ''
    ORDER BY rowid DESC LIMIT 1)
  OR NEW.consent_id IS NULL;
END;
CREATE TRIGGER photo_keeps_consent BEFORE UPDATE OF brand_id, member_id, consent_id ON photo
BEGIN SELECT RAISE(ABORT, 'a photo stays whose it is, under the consent that it came with'); END;

-- A consent that ends takes along what hung on it, whoever writes its end.
CREATE TRIGGER consent_that_ends_erases AFTER INSERT ON consent_event
WHEN NEW.kind NOT IN ('given', 'renewed') AND NEW.recipient = ''
BEGIN
  DELETE FROM special_detail WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id
    AND (purpose = NEW.purpose OR NEW.purpose = 'use_of_site');
  DELETE FROM photo WHERE brand_id = NEW.brand_id AND member_id = NEW.member_id
    AND consent_id IS NOT NULL AND NEW.purpose IN ('profiles', 'use_of_site');
END;
