-- What a member chose about all optional mail at once, beside stopping it: how much of it may come in seven days (NULL:
-- the usual), and whether mail names the operator in place of the brand in a list of mails.

ALTER TABLE mail_stop ADD COLUMN most_per_week INTEGER CHECK (most_per_week BETWEEN 1 AND 14);
ALTER TABLE mail_stop ADD COLUMN neutral_sender INTEGER NOT NULL DEFAULT 0 CHECK (neutral_sender IN (0, 1));
