-- What a member had restricted (GDPR Art. 18), or objected to (Art. 21): a row stands from `since` until it is lifted.
-- Everything that uses members' data for others or for a purpose reads the views below, which leave out what is
-- restricted (DECISIONS 110).
-- class: shared
CREATE TABLE restriction (
  realm_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  -- '' for every site of the realm.
  brand_id TEXT NOT NULL,
  -- A purpose of the register; '' for all of them.
  purpose TEXT NOT NULL,
  -- An item of the register; '' for all that is kept of the member.
  item TEXT NOT NULL,
  -- One of several rows of an item, as one photo; '' for all of them.
  row_id TEXT NOT NULL,
  -- Art. 18(1)(a) accuracy contested, (b) unlawful, (c) needed for a claim, (d) objection to be decided; Art. 21(2).
  ground TEXT NOT NULL CHECK (ground IN ('accuracy', 'unlawful', 'claim', 'objection', 'marketing')),
  since TEXT NOT NULL,
  -- When the member was told that it will be lifted (Art. 18(3)).
  told_at TEXT,
  lifted_at TEXT,
  -- 'account': the account is gone, and nothing is left to restrict.
  lifted_by TEXT CHECK (lifted_by IN ('member', 'controller', 'account')),
  PRIMARY KEY (realm_id, id),
  CHECK (item <> '' OR row_id = ''),
  CHECK (ground NOT IN ('objection', 'marketing') OR purpose <> ''),
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
  CHECK (told_at IS NULL OR told_at > since),
  -- Members end what is theirs at once; whoever else does tells them first.
  CHECK (lifted_by IS NULL OR lifted_by <> 'controller' OR (told_at IS NOT NULL AND told_at < lifted_at))
) STRICT;
CREATE INDEX restriction_in_force ON restriction (member_id, item) WHERE lifted_at IS NULL;
CREATE UNIQUE INDEX restriction_once ON restriction (realm_id, member_id, brand_id, purpose, item, row_id, ground)
  WHERE lifted_at IS NULL;
CREATE INDEX restriction_member ON restriction (realm_id, member_id);
CREATE INDEX restriction_end ON restriction (realm_id, lifted_at);
CREATE INDEX restriction_told ON restriction (told_at) WHERE lifted_at IS NULL;

CREATE TRIGGER restriction_begins_untold BEFORE INSERT ON restriction
WHEN NEW.told_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a restriction begins before anything is told of its end'); END;
CREATE TRIGGER restriction_is_immutable
BEFORE UPDATE OF realm_id, id, member_id, brand_id, purpose, item, row_id, ground, since ON restriction
BEGIN SELECT RAISE(ABORT, 'a restriction is lifted, never rewritten'); END;
CREATE TRIGGER restriction_is_told_once BEFORE UPDATE OF told_at ON restriction
WHEN OLD.told_at IS NOT NULL OR OLD.lifted_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'that a restriction will be lifted is told once'); END;
-- Two statements: what is told and lifted in one was not told before.
CREATE TRIGGER restriction_ends_once BEFORE UPDATE OF lifted_at, lifted_by ON restriction
WHEN OLD.lifted_at IS NOT NULL OR (NEW.lifted_by = 'controller' AND OLD.told_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'a restriction ends once, and by the controller only after it was told'); END;
CREATE TRIGGER member_who_is_gone_ends_restrictions AFTER DELETE ON member
BEGIN
  UPDATE restriction SET lifted_at = max(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), since), lifted_by = 'account'
  WHERE realm_id = OLD.realm_id AND member_id = OLD.id AND lifted_at IS NULL;
END;

-- What a member chose about purposes that rest on a legitimate interest. No row: nothing was objected to.
-- class: shared
CREATE TABLE processing_choice (
  realm_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  allowed INTEGER NOT NULL CHECK (allowed IN (0, 1)),
  -- 'final': holds without a decision. 'open': the purpose stands still until the objection is decided.
  state TEXT NOT NULL CHECK (state IN ('final', 'open')),
  changed_at TEXT NOT NULL,
  -- NULL while the objection stands.
  ended_at TEXT,
  PRIMARY KEY (realm_id, member_id, purpose),
  CHECK (allowed = 0 OR (state = 'final' AND ended_at IS NOT NULL))
) STRICT;
CREATE INDEX processing_choice_end ON processing_choice (realm_id, ended_at);
CREATE TRIGGER member_who_is_gone_ends_choices AFTER DELETE ON member
BEGIN
  UPDATE processing_choice SET ended_at = max(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), changed_at)
  WHERE realm_id = OLD.realm_id AND member_id = OLD.id AND ended_at IS NULL;
END;

-- class: shared
CREATE VIEW member_usable_for_use_of_site AS SELECT
  realm_id,
  id,
  email_sealed,
  email_index,
  user_name_sealed,
  user_name_index,
  user_name_likeness_index,
  password_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member.id AND r.lifted_at IS NULL
    AND r.item = 'gender' AND r.purpose IN ('', 'use_of_site') AND r.brand_id = '') THEN NULL ELSE gender_sealed END AS gender_sealed,
  language,
  adult_answer_sealed,
  adult_rule,
  adult_answered_at,
  state,
  created_at,
  confirmed_at,
  suspended_at,
  closed_at,
  purge_at,
  session_epoch,
  key_version,
  updated_at,
  likeness_version,
  erasing_at
FROM member WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member.id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'use_of_site') AND r.brand_id = '');

-- class: shared
CREATE VIEW member_usable_for_sending_messages AS SELECT
  realm_id,
  id,
  email_sealed,
  email_index,
  user_name_sealed,
  user_name_index,
  user_name_likeness_index,
  password_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member.id AND r.lifted_at IS NULL
    AND r.item = 'gender' AND r.purpose IN ('', 'sending_messages') AND r.brand_id = '') THEN NULL ELSE gender_sealed END AS gender_sealed,
  language,
  adult_answer_sealed,
  adult_rule,
  adult_answered_at,
  state,
  created_at,
  confirmed_at,
  suspended_at,
  closed_at,
  purge_at,
  session_epoch,
  key_version,
  updated_at,
  likeness_version,
  erasing_at
FROM member WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member.id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'sending_messages') AND r.brand_id = '');

-- class: shared
CREATE VIEW member_usable_for_service_information AS SELECT
  realm_id,
  id,
  email_sealed,
  email_index,
  user_name_sealed,
  user_name_index,
  user_name_likeness_index,
  password_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member.id AND r.lifted_at IS NULL
    AND r.item = 'gender' AND r.purpose IN ('', 'service_information') AND r.brand_id = '') THEN NULL ELSE gender_sealed END AS gender_sealed,
  language,
  adult_answer_sealed,
  adult_rule,
  adult_answered_at,
  state,
  created_at,
  confirmed_at,
  suspended_at,
  closed_at,
  purge_at,
  session_epoch,
  key_version,
  updated_at,
  likeness_version,
  erasing_at
FROM member WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member.id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'service_information') AND r.brand_id = '');

-- class: shared
CREATE VIEW member_usable_for_suggestions AS SELECT
  realm_id,
  id,
  email_sealed,
  email_index,
  user_name_sealed,
  user_name_index,
  user_name_likeness_index,
  password_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member.id AND r.lifted_at IS NULL
    AND r.item = 'gender' AND r.purpose IN ('', 'suggestions') AND r.brand_id = '') THEN NULL ELSE gender_sealed END AS gender_sealed,
  language,
  adult_answer_sealed,
  adult_rule,
  adult_answered_at,
  state,
  created_at,
  confirmed_at,
  suspended_at,
  closed_at,
  purge_at,
  session_epoch,
  key_version,
  updated_at,
  likeness_version,
  erasing_at
FROM member WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member.id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'suggestions') AND r.brand_id = '');

-- class: shared
CREATE VIEW member_usable_for_age_check AS SELECT
  realm_id,
  id,
  email_sealed,
  email_index,
  user_name_sealed,
  user_name_index,
  user_name_likeness_index,
  password_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member.id AND r.lifted_at IS NULL
    AND r.item = 'gender' AND r.purpose IN ('', 'age_check') AND r.brand_id = '') THEN NULL ELSE gender_sealed END AS gender_sealed,
  language,
  adult_answer_sealed,
  adult_rule,
  adult_answered_at,
  state,
  created_at,
  confirmed_at,
  suspended_at,
  closed_at,
  purge_at,
  session_epoch,
  key_version,
  updated_at,
  likeness_version,
  erasing_at
FROM member WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member.id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'age_check') AND r.brand_id = '');

-- class: owned
CREATE VIEW membership_usable_for_use_of_site AS SELECT
  brand_id,
  member_id,
  joined_at,
  state,
  statement_notified,
  pairwise_id,
  updated_at
FROM membership WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = membership.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'use_of_site') AND r.brand_id IN ('', membership.brand_id));

-- class: shared
CREATE VIEW member_detail_usable_for_suggestions AS SELECT
  realm_id,
  member_id,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'phone' AND r.purpose IN ('', 'suggestions') AND r.brand_id = '') THEN NULL ELSE phone_sealed END AS phone_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'birth_date' AND r.purpose IN ('', 'suggestions') AND r.brand_id = '') THEN NULL ELSE birth_date_sealed END AS birth_date_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'town' AND r.purpose IN ('', 'suggestions') AND r.brand_id = '') THEN NULL ELSE town_sealed END AS town_sealed,
  updated_at
FROM member_detail WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'suggestions') AND r.brand_id = '');

-- class: shared
CREATE VIEW member_detail_usable_for_profiles AS SELECT
  realm_id,
  member_id,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'phone' AND r.purpose IN ('', 'profiles') AND r.brand_id = '') THEN NULL ELSE phone_sealed END AS phone_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'birth_date' AND r.purpose IN ('', 'profiles') AND r.brand_id = '') THEN NULL ELSE birth_date_sealed END AS birth_date_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'town' AND r.purpose IN ('', 'profiles') AND r.brand_id = '') THEN NULL ELSE town_sealed END AS town_sealed,
  updated_at
FROM member_detail WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'profiles') AND r.brand_id = '');

-- class: shared
CREATE VIEW member_detail_usable_for_personalised_offers AS SELECT
  realm_id,
  member_id,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'phone' AND r.purpose IN ('', 'personalised_offers') AND r.brand_id = '') THEN NULL ELSE phone_sealed END AS phone_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'birth_date' AND r.purpose IN ('', 'personalised_offers') AND r.brand_id = '') THEN NULL ELSE birth_date_sealed END AS birth_date_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'town' AND r.purpose IN ('', 'personalised_offers') AND r.brand_id = '') THEN NULL ELSE town_sealed END AS town_sealed,
  updated_at
FROM member_detail WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'personalised_offers') AND r.brand_id = '');

-- class: shared
CREATE VIEW member_detail_usable_for_statistics AS SELECT
  realm_id,
  member_id,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'phone' AND r.purpose IN ('', 'statistics') AND r.brand_id = '') THEN NULL ELSE phone_sealed END AS phone_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'birth_date' AND r.purpose IN ('', 'statistics') AND r.brand_id = '') THEN NULL ELSE birth_date_sealed END AS birth_date_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'town' AND r.purpose IN ('', 'statistics') AND r.brand_id = '') THEN NULL ELSE town_sealed END AS town_sealed,
  updated_at
FROM member_detail WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = member_detail.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'statistics') AND r.brand_id = '');

-- class: owned
CREATE VIEW profile_usable_for_suggestions AS SELECT
  brand_id,
  member_id,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = 'display_name' AND r.purpose IN ('', 'suggestions') AND r.brand_id IN ('', profile.brand_id)) THEN NULL ELSE display_name_sealed END AS display_name_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = 'about_me' AND r.purpose IN ('', 'suggestions') AND r.brand_id IN ('', profile.brand_id)) THEN NULL ELSE about_me_sealed END AS about_me_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = 'hobbies' AND r.purpose IN ('', 'suggestions') AND r.brand_id IN ('', profile.brand_id)) THEN NULL ELSE hobbies_sealed END AS hobbies_sealed,
  updated_at
FROM profile WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'suggestions') AND r.brand_id IN ('', profile.brand_id));

-- class: owned
CREATE VIEW profile_usable_for_profiles AS SELECT
  brand_id,
  member_id,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = 'display_name' AND r.purpose IN ('', 'profiles') AND r.brand_id IN ('', profile.brand_id)) THEN NULL ELSE display_name_sealed END AS display_name_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = 'about_me' AND r.purpose IN ('', 'profiles') AND r.brand_id IN ('', profile.brand_id)) THEN NULL ELSE about_me_sealed END AS about_me_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = 'hobbies' AND r.purpose IN ('', 'profiles') AND r.brand_id IN ('', profile.brand_id)) THEN NULL ELSE hobbies_sealed END AS hobbies_sealed,
  updated_at
FROM profile WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'profiles') AND r.brand_id IN ('', profile.brand_id));

-- class: owned
CREATE VIEW profile_usable_for_moderation AS SELECT
  brand_id,
  member_id,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = 'display_name' AND r.purpose IN ('', 'moderation') AND r.brand_id IN ('', profile.brand_id)) THEN NULL ELSE display_name_sealed END AS display_name_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = 'about_me' AND r.purpose IN ('', 'moderation') AND r.brand_id IN ('', profile.brand_id)) THEN NULL ELSE about_me_sealed END AS about_me_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = 'hobbies' AND r.purpose IN ('', 'moderation') AND r.brand_id IN ('', profile.brand_id)) THEN NULL ELSE hobbies_sealed END AS hobbies_sealed,
  updated_at
FROM profile WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'moderation') AND r.brand_id IN ('', profile.brand_id));

-- class: owned
CREATE VIEW profile_visibility_usable_for_profiles AS SELECT
  brand_id,
  member_id,
  field,
  shown_since
FROM profile_visibility WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = profile_visibility.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'profiles') AND r.brand_id IN ('', profile_visibility.brand_id));

-- class: owned
CREATE VIEW photo_usable_for_profiles AS SELECT
  brand_id,
  id,
  member_id,
  consent_id,
  object_key,
  description_sealed,
  width,
  height,
  state,
  approved_at,
  added_at,
  decided_at,
  decided_by,
  rejection_reason,
  rejection_note_sealed
FROM photo WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = photo.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'profiles') AND r.brand_id IN ('', photo.brand_id))
  AND NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = photo.member_id AND r.lifted_at IS NULL
    AND r.item = 'photos' AND r.row_id IN ('', photo.id) AND r.purpose IN ('', 'profiles') AND r.brand_id IN ('', photo.brand_id));

-- class: owned
CREATE VIEW photo_usable_for_moderation AS SELECT
  brand_id,
  id,
  member_id,
  consent_id,
  object_key,
  description_sealed,
  width,
  height,
  state,
  approved_at,
  added_at,
  decided_at,
  decided_by,
  rejection_reason,
  rejection_note_sealed
FROM photo WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = photo.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'moderation') AND r.brand_id IN ('', photo.brand_id))
  AND NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = photo.member_id AND r.lifted_at IS NULL
    AND r.item = 'photos' AND r.row_id IN ('', photo.id) AND r.purpose IN ('', 'moderation') AND r.brand_id IN ('', photo.brand_id));

-- class: owned
CREATE VIEW special_detail_usable_for_suggestions AS SELECT
  brand_id,
  member_id,
  purpose,
  consent_id,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'about_me' AND r.purpose IN ('', 'suggestions') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE about_me_sealed END AS about_me_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'hobbies' AND r.purpose IN ('', 'suggestions') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE hobbies_sealed END AS hobbies_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'sexual_preferences' AND r.purpose IN ('', 'suggestions') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE sexual_preferences_sealed END AS sexual_preferences_sealed,
  orientation_sealed,
  updated_at
FROM special_detail WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'suggestions') AND r.brand_id IN ('', special_detail.brand_id));

-- class: owned
CREATE VIEW special_detail_usable_for_profiles AS SELECT
  brand_id,
  member_id,
  purpose,
  consent_id,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'about_me' AND r.purpose IN ('', 'profiles') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE about_me_sealed END AS about_me_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'hobbies' AND r.purpose IN ('', 'profiles') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE hobbies_sealed END AS hobbies_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'sexual_preferences' AND r.purpose IN ('', 'profiles') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE sexual_preferences_sealed END AS sexual_preferences_sealed,
  orientation_sealed,
  updated_at
FROM special_detail WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'profiles') AND r.brand_id IN ('', special_detail.brand_id));

-- class: owned
CREATE VIEW special_detail_usable_for_personalisation AS SELECT
  brand_id,
  member_id,
  purpose,
  consent_id,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'about_me' AND r.purpose IN ('', 'personalisation') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE about_me_sealed END AS about_me_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'hobbies' AND r.purpose IN ('', 'personalisation') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE hobbies_sealed END AS hobbies_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'sexual_preferences' AND r.purpose IN ('', 'personalisation') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE sexual_preferences_sealed END AS sexual_preferences_sealed,
  orientation_sealed,
  updated_at
FROM special_detail WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'personalisation') AND r.brand_id IN ('', special_detail.brand_id));

-- class: owned
CREATE VIEW special_detail_usable_for_moderation AS SELECT
  brand_id,
  member_id,
  purpose,
  consent_id,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'about_me' AND r.purpose IN ('', 'moderation') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE about_me_sealed END AS about_me_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'hobbies' AND r.purpose IN ('', 'moderation') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE hobbies_sealed END AS hobbies_sealed,
  CASE WHEN EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = 'sexual_preferences' AND r.purpose IN ('', 'moderation') AND r.brand_id IN ('', special_detail.brand_id)) THEN NULL ELSE sexual_preferences_sealed END AS sexual_preferences_sealed,
  orientation_sealed,
  updated_at
FROM special_detail WHERE NOT EXISTS (SELECT 1 FROM restriction AS r WHERE r.member_id = special_detail.member_id AND r.lifted_at IS NULL
    AND r.item = '' AND r.purpose IN ('', 'moderation') AND r.brand_id IN ('', special_detail.brand_id));
