-- A statement that `npm start` publishes gets its PDF afterwards, rendered from the stored text. That is the one change
-- that a published statement can see, and only once.
DROP TRIGGER statement_version_is_immutable;
CREATE TRIGGER statement_version_is_immutable BEFORE UPDATE ON statement_version
WHEN NOT (
  OLD.kind = 'generated' AND OLD.pdf IS NULL AND NEW.pdf IS NOT NULL
  AND NEW.brand_id IS OLD.brand_id AND NEW.number IS OLD.number AND NEW.locale IS OLD.locale
  AND NEW.kind IS OLD.kind AND NEW.change IS OLD.change
  AND NEW.hash IS OLD.hash AND NEW.previous_hash IS OLD.previous_hash
  AND NEW.tree_json IS OLD.tree_json AND NEW.facts_json IS OLD.facts_json
  AND NEW.changes_json IS OLD.changes_json AND NEW.tilt_json IS OLD.tilt_json
  AND NEW.published_at IS OLD.published_at AND NEW.effective_at IS OLD.effective_at
)
BEGIN SELECT RAISE(ABORT, 'a published statement is never changed'); END;
