-- By which table of look-alikes an imprint of a user name was folded: older ones are written anew each minute, a
-- chunk at a time. 0 is everything from before this column, and what code from before it still writes.
ALTER TABLE member ADD COLUMN likeness_version INTEGER NOT NULL DEFAULT 0;
ALTER TABLE registration ADD COLUMN likeness_version INTEGER NOT NULL DEFAULT 0;
CREATE INDEX member_likeness_version ON member (likeness_version);
CREATE INDEX registration_likeness_version ON registration (likeness_version);
