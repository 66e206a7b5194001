-- Whether a secret and a salt are those of this database is told by a value, before anything is opened (DECISIONS 64).

-- Of KEK n: tells whether KEK_ROOT and salt n are the right ones, and says nothing of either. Null in rows of before.
ALTER TABLE key_rotation ADD COLUMN key_check TEXT;
