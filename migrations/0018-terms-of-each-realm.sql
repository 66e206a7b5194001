-- Each realm has the terms of its own brands: what a term has ended is looked up by realm and age (DECISIONS 88).

CREATE INDEX staff_access_term ON staff_access (realm_id, accessed_at);
CREATE INDEX staff_second_step_reset_term ON staff_second_step_reset (realm_id, created_at);
