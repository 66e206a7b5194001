-- The other half of `age_check_heeds_objections`: while a check of a member's age runs, an objection to such checks is
-- not upheld. It would stop nothing of that check, which may end in the removal of photos and account.
CREATE TRIGGER objection_waits_for_age_check BEFORE UPDATE OF state ON processing_choice
WHEN OLD.state = 'open' AND NEW.state = 'final' AND NEW.decided_at IS NOT NULL AND NEW.purpose = 'age_check'
  AND EXISTS (SELECT 1 FROM age_check c
    WHERE c.realm_id = NEW.realm_id AND c.member_id = NEW.member_id AND c.ended_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a check of age runs: it ends before an objection to checks is upheld'); END;
