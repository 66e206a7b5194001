-- A session that opens the pages of a member's privacy rights and nothing else, for members who cannot sign in
-- otherwise: on the account host, an hour from when the account was proved, and no longer however it is used.
ALTER TABLE session ADD COLUMN scope TEXT NOT NULL DEFAULT 'full'
  CHECK (scope IN ('full', 'rights'))
  CHECK (scope = 'full' OR (brand_id = '' AND kept_signed_in = 0
    AND ends_at <= strftime('%Y-%m-%dT%H:%M:%fZ', created_at, '+1 hour')));

-- What a session opens is settled as it begins.
CREATE TRIGGER session_keeps_its_scope BEFORE UPDATE OF scope ON session
WHEN NEW.scope <> OLD.scope
BEGIN SELECT RAISE(ABORT, 'a session keeps its scope'); END;

-- It is for accounts that are suspended or closed, under their current epoch, whichever request comes first; not for one
-- that is being erased.
CREATE TRIGGER rights_session_of_a_barred_member BEFORE INSERT ON session
WHEN NEW.scope = 'rights' AND NOT EXISTS (SELECT 1 FROM member m
  WHERE m.realm_id = NEW.realm_id AND m.id = NEW.member_id AND m.state IN ('suspended', 'closed')
    AND m.erasing_at IS NULL AND m.session_epoch = NEW.epoch)
BEGIN SELECT RAISE(ABORT, 'a rights session is for a suspended or closed account'); END;
