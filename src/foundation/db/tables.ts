// Generated from migrations/ by `npm run generate`. Do not edit.

/** Row shapes, as the libSQL client returns them. */
export type Tables = {
	migration: {
		number: number;
		name: string;
		sha256: string;
		applied_at: string;
	};
	brand_revision: {
		brand_id: string;
		revision: number;
		realm_id: string;
		source_sha256: string;
		settings_json: string;
		provenance_json: string;
		note: string;
		published_at: string;
	};
	registry: {
		revision: number;
		sha256: string;
		body: Uint8Array;
		created_at: string;
	};
	registry_pointer: {
		id: number;
		revision: number;
		updated_at: string;
	};
	host: {
		hostname: string;
		brand_id: string;
		realm_id: string;
		role: string;
		state: string;
		since: string;
	};
	brand_asset: {
		brand_id: string;
		sha256: string;
		type: string;
		width: number;
		height: number;
		bytes: Uint8Array;
	};
	unit_key: {
		realm_id: string;
		id: string;
		owner_id: string;
		unit: string;
		wrapped_key: Uint8Array;
		key_version: number;
		created_at: string;
	};
	key_rotation: {
		number: number;
		state: string;
		salt_sha256: string | null;
		asked_at: string;
		started_at: string | null;
		state_at: string;
		finished_at: string | null;
		progress_json: string;
		lease_holder: string | null;
		leased_until: string | null;
		key_check: string | null;
	};
	user_name_hold: {
		realm_id: string;
		name_index: Uint8Array;
		until: string;
	};
	membership: {
		brand_id: string;
		member_id: string;
		joined_at: string;
		state: string;
		statement_notified: number;
		pairwise_id: string;
		updated_at: string;
	};
	session: {
		realm_id: string;
		id: string;
		brand_id: string;
		member_id: string;
		created_at: string;
		seen_at: string;
		ends_at: string;
		kept_signed_in: number;
		epoch: number;
		device_type_sealed: Uint8Array;
		operating_system_sealed: Uint8Array;
		browser_sealed: Uint8Array;
	};
	sign_in_code: {
		realm_id: string;
		code_hash: Uint8Array;
		brand_id: string;
		member_id: string;
		challenge: string;
		kept_signed_in: number;
		expires_at: string;
	};
	mail_code: {
		realm_id: string;
		code_hash: Uint8Array;
		member_id: string;
		kind: string;
		new_email_sealed: Uint8Array | null;
		new_email_index: Uint8Array | null;
		expires_at: string;
		used_at: string | null;
		key_version: number;
	};
	abuse_count: {
		kind: string;
		subject_index: Uint8Array;
		window_start: string;
		count: number;
	};
	consent_event: {
		brand_id: string;
		id: string;
		member_id: string;
		purpose: string;
		recipient: string;
		text_hash: string;
		method: string;
		happened_at: string;
		commitment: string | null;
		previous_hash: string;
		hash: string;
		ended_at: string | null;
		kind: string;
	};
	outbox: {
		realm_id: string;
		id: string;
		brand_id: string;
		kind: string;
		member_id: string;
		class: string;
		urgent: number;
		key_id: string;
		recipient_sealed: Uint8Array;
		payload_sealed: Uint8Array;
		state: string;
		leased_by: string | null;
		due_at: string;
		slot_at: string | null;
		attempts: number;
		last_error_code: string | null;
		queued_at: string;
		sent_at: string | null;
	};
	mail_choice: {
		realm_id: string;
		member_id: string;
		brand_id: string;
		class: string;
		wanted: number;
		changed_at: string;
	};
	mail_limit: {
		realm_id: string;
		member_id: string;
		class: string;
		most_per_week: number;
		changed_at: string;
	};
	mail_stop: {
		realm_id: string;
		member_id: string;
		stopped: number;
		changed_at: string;
	};
	passkey: {
		realm_id: string;
		id: string;
		member_id: string;
		credential_hash: Uint8Array;
		credential_sealed: Uint8Array;
		name_sealed: Uint8Array;
		counter: number;
		created_at: string;
		used_at: string | null;
	};
	used_challenge: {
		realm_id: string;
		challenge_hash: Uint8Array;
		expires_at: string;
	};
	authenticator: {
		realm_id: string;
		member_id: string;
		secret_sealed: Uint8Array;
		last_step: number;
		created_at: string;
	};
	recovery_code: {
		realm_id: string;
		member_id: string;
		code_hash: Uint8Array;
		used_at: string | null;
	};
	member_detail: {
		realm_id: string;
		member_id: string;
		phone_sealed: Uint8Array | null;
		birth_date_sealed: Uint8Array | null;
		town_sealed: Uint8Array | null;
		updated_at: string;
	};
	profile: {
		brand_id: string;
		member_id: string;
		display_name_sealed: Uint8Array | null;
		about_me_sealed: Uint8Array | null;
		hobbies_sealed: Uint8Array | null;
		updated_at: string;
	};
	profile_visibility: {
		brand_id: string;
		member_id: string;
		field: string;
		shown_since: string;
	};
	special_detail: {
		brand_id: string;
		member_id: string;
		purpose: string;
		consent_id: string;
		about_me_sealed: Uint8Array | null;
		hobbies_sealed: Uint8Array | null;
		sexual_preferences_sealed: Uint8Array | null;
		orientation_sealed: Uint8Array | null;
		updated_at: string;
	};
	photo: {
		brand_id: string;
		id: string;
		member_id: string;
		consent_id: string | null;
		object_key: string;
		description_sealed: Uint8Array | null;
		width: number;
		height: number;
		state: string;
		approved_at: string | null;
		added_at: string;
		decided_at: string | null;
		decided_by: string | null;
		rejection_reason: string | null;
		rejection_note_sealed: Uint8Array | null;
	};
	object_removal: {
		brand_id: string;
		object_key: string;
	};
	staff: {
		realm_id: string;
		id: string;
		role: string;
		email_sealed: Uint8Array;
		email_index: Uint8Array;
		password_sealed: Uint8Array | null;
		authenticator_secret_sealed: Uint8Array | null;
		authenticator_step: number;
		state: string;
		created_at: string;
		invited_by: string;
		ended_at: string | null;
		ended_by: string | null;
		key_version: number;
		agreement: string;
		agreed_by: string | null;
		agreed_at: string | null;
	};
	staff_session: {
		realm_id: string;
		id: string;
		staff_id: string;
		created_at: string;
		seen_at: string;
		ends_at: string;
		device_sealed: Uint8Array;
	};
	staff_invitation: {
		realm_id: string;
		id: string;
		code_hash: Uint8Array;
		email_hash: Uint8Array;
		role: string;
		invited_by: string;
		created_at: string;
		expires_at: string;
	};
	staff_access: {
		realm_id: string;
		id: string;
		member_id: string;
		number: number;
		staff_id: string;
		role: string;
		brand_id: string;
		what: string;
		reason_sealed: Uint8Array;
		accessed_at: string;
		previous_at: string;
		previous_hash: string;
		hash: string;
	};
	reseal_due: {
		realm_id: string;
		owner_id: string;
		unit: string;
		due_at: string;
	};
	staff_second_step_reset: {
		realm_id: string;
		id: string;
		staff_id: string;
		code_hash: Uint8Array;
		reset_by: string;
		created_at: string;
		expires_at: string;
		ended_at: string | null;
	};
	password_guess: {
		realm_id: string;
		subject: string;
		failures: number;
		own_failures: number;
		told_at: string | null;
		expires_at: string;
	};
	staff_search: {
		realm_id: string;
		id: string;
		staff_id: string;
		kind: string;
		found: number;
		searched_at: string;
	};
	act: {
		realm_id: string;
		number: number;
		id: string;
		subject_id: string | null;
		act_json: string | null;
		put_at: string | null;
	};
	restore: {
		number: number;
		noticed_at: string;
		asked_at: string | null;
		finished_at: string | null;
		ahead_json: string;
		progress_json: string;
		lease_holder: string | null;
		leased_until: string | null;
	};
	job: {
		name: string;
		last_started_at: string;
		last_ended_at: string | null;
		lease_holder: string | null;
		leased_until: string | null;
		failures: number;
	};
	statement_version: {
		brand_id: string;
		number: number;
		locale: string;
		kind: string;
		change: string;
		hash: string;
		previous_hash: string | null;
		tree_json: string;
		facts_json: string;
		changes_json: string;
		tilt_json: string;
		pdf: Uint8Array | null;
		published_at: string;
		effective_at: string;
	};
	terms_version: {
		realm_id: string;
		number: number;
		locale: string;
		change: string;
		hash: string;
		previous_hash: string | null;
		tree_json: string;
		published_at: string;
		effective_at: string;
	};
	acceptance: {
		brand_id: string;
		id: string;
		member_id: string;
		document: string;
		number: number;
		locale: string;
		hash: string;
		kind: string;
		happened_at: string;
		commitment: string | null;
	};
	registration: {
		realm_id: string;
		id: string;
		brand_id: string;
		email_sealed: Uint8Array;
		email_index: Uint8Array;
		user_name_sealed: Uint8Array;
		user_name_index: Uint8Array;
		user_name_likeness_index: Uint8Array;
		password_sealed: Uint8Array;
		gender_sealed: Uint8Array;
		language: string;
		adult_answer_sealed: Uint8Array;
		adult_rule: string;
		adult_answered_at: string;
		created_at: string;
		expires_at: string;
		key_version: number;
		likeness_version: number;
	};
	member: {
		realm_id: string;
		id: string;
		email_sealed: Uint8Array;
		email_index: Uint8Array;
		user_name_sealed: Uint8Array;
		user_name_index: Uint8Array;
		user_name_likeness_index: Uint8Array;
		password_sealed: Uint8Array | null;
		gender_sealed: Uint8Array;
		language: string;
		adult_answer_sealed: Uint8Array;
		adult_rule: string;
		adult_answered_at: string;
		state: string;
		created_at: string;
		confirmed_at: string;
		suspended_at: string | null;
		closed_at: string | null;
		purge_at: string | null;
		session_epoch: number;
		key_version: number;
		updated_at: string;
		likeness_version: number;
	};
	consent_evidence: {
		realm_id: string;
		id: string;
		subject_index: Uint8Array;
		answers_sealed: Uint8Array;
		ended_at: string;
		previous_hash: string;
		hash: string;
		key_version: number;
	};
	acceptance_evidence: {
		realm_id: string;
		id: string;
		subject_index: Uint8Array;
		acceptances_sealed: Uint8Array;
		ended_at: string;
		previous_hash: string;
		hash: string;
		key_version: number;
	};
};

/** Who may read a table: the platform, the brands of one realm, or one brand (DECISIONS 8). */
export const TABLE_CLASSES = {
	migration: "platform",
	brand_revision: "platform",
	registry: "platform",
	registry_pointer: "platform",
	host: "platform",
	brand_asset: "owned",
	unit_key: "shared",
	key_rotation: "platform",
	user_name_hold: "shared",
	membership: "owned",
	session: "shared",
	sign_in_code: "shared",
	mail_code: "shared",
	abuse_count: "platform",
	consent_event: "owned",
	outbox: "shared",
	mail_choice: "shared",
	mail_limit: "shared",
	mail_stop: "shared",
	passkey: "shared",
	used_challenge: "shared",
	authenticator: "shared",
	recovery_code: "shared",
	member_detail: "shared",
	profile: "owned",
	profile_visibility: "owned",
	special_detail: "owned",
	photo: "owned",
	object_removal: "owned",
	staff: "shared",
	staff_session: "shared",
	staff_invitation: "shared",
	staff_access: "shared",
	reseal_due: "shared",
	staff_second_step_reset: "shared",
	password_guess: "shared",
	staff_search: "shared",
	act: "shared",
	restore: "platform",
	job: "platform",
	statement_version: "owned",
	terms_version: "shared",
	acceptance: "owned",
	registration: "shared",
	member: "shared",
	consent_evidence: "shared",
	acceptance_evidence: "shared",
} as const satisfies Record<keyof Tables, "platform" | "shared" | "owned">;
