-- Single keys of the console press its buttons, unless a member of staff has them off (WCAG 2.1.4).
ALTER TABLE staff ADD COLUMN keys_off INTEGER NOT NULL DEFAULT 0 CHECK (keys_off IN (0, 1));
