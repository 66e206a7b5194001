-- When the event of a retention rule happened, where no column said it (DECISIONS 93). Existing rows get the
-- earliest moment that it can have been. Older code leaves null: no term ends such a row, and its own end still does.

ALTER TABLE mail_code ADD COLUMN issued_at TEXT;
UPDATE mail_code SET issued_at = strftime('%Y-%m-%dT%H:%M:%fZ', expires_at, '-1 days');
CREATE INDEX mail_code_issued ON mail_code (realm_id, issued_at);

ALTER TABLE sign_in_code ADD COLUMN issued_at TEXT;
UPDATE sign_in_code SET issued_at = strftime('%Y-%m-%dT%H:%M:%fZ', expires_at, '-1 days');
CREATE INDEX sign_in_code_issued ON sign_in_code (realm_id, issued_at);
-- Erasure finds the rows of a person by their id.
CREATE INDEX sign_in_code_member ON sign_in_code (realm_id, member_id);

-- Of the last password that counted; of a name alone, the first of its day.
ALTER TABLE password_guess ADD COLUMN counted_at TEXT;
UPDATE password_guess SET counted_at = strftime('%Y-%m-%dT%H:%M:%fZ', expires_at, '-30 days');
CREATE INDEX password_guess_counted ON password_guess (realm_id, counted_at);

-- When the mail was done with: sent, gathered into a digest, dropped or failed. Null while it waits.
ALTER TABLE outbox ADD COLUMN settled_at TEXT;
UPDATE outbox SET settled_at = coalesce(sent_at, queued_at) WHERE state IN ('sent', 'gathered', 'dropped', 'failed');
CREATE INDEX outbox_settled ON outbox (realm_id, settled_at) WHERE settled_at IS NOT NULL;

-- What a term has ended is looked up by realm and the time of its event (DECISIONS 88).
CREATE INDEX registration_term ON registration (realm_id, created_at);
CREATE INDEX session_term ON session (realm_id, created_at);
CREATE INDEX staff_session_term ON staff_session (realm_id, created_at);
CREATE INDEX staff_ended ON staff (realm_id, ended_at) WHERE ended_at IS NOT NULL;
CREATE INDEX member_closed ON member (realm_id, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX member_purge ON member (realm_id, purge_at) WHERE purge_at IS NOT NULL;
