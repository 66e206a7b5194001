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
		scope: string;
	};
	sign_in_code: {
		realm_id: string;
		code_hash: Uint8Array;
		brand_id: string;
		member_id: string;
		challenge: string;
		kept_signed_in: number;
		expires_at: string;
		issued_at: string | null;
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
		issued_at: string | null;
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
		settled_at: string | null;
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
		most_per_week: number | null;
		neutral_sender: number;
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
		role: string;
		keys_off: number;
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
		invited_by: string;
		created_at: string;
		expires_at: string;
		role: string;
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
		legal_id: string | null;
	};
	reseal_due: {
		realm_id: string;
		owner_id: string;
		unit: string;
		due_at: string;
	};
	password_guess: {
		realm_id: string;
		subject: string;
		failures: number;
		own_failures: number;
		told_at: string | null;
		expires_at: string;
		counted_at: string | null;
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
		erasing_at: string | null;
	};
	user_name_hold: {
		realm_id: string;
		name_index: Uint8Array;
		likeness_index: Uint8Array;
		salt: string;
		held_at: string;
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
	unsealed_agreement: {
		brand_id: string;
		member_id: string;
	};
	retention_pass: {
		realm_id: string;
		day: string;
		after_closed_at: string;
		after_id: string;
		examined: number;
		started_at: string;
		ended_at: string | null;
	};
	retention_run: {
		realm_id: string;
		day: string;
		rule: string;
		table_name: string;
		erased: number;
		kept: number;
		first_at: string;
		last_at: string;
	};
	retention_cutoff: {
		realm_id: string;
		rule: string;
		before: string;
		noted_at: string;
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
	staff_search: {
		realm_id: string;
		id: string;
		staff_id: string;
		kind: string;
		found: number;
		searched_at: string;
	};
	measure: {
		realm_id: string;
		id: string;
		member_id: string;
		kind: string;
		brand_id: string;
		clause: string;
		source: string;
		reason_sealed: Uint8Array | null;
		decided_by: string;
		begins_at: string;
		ends_at: string | null;
		automated: number;
	};
	age_check: {
		realm_id: string;
		id: string;
		member_id: string;
		brand_id: string;
		photo_id: string;
		state: string;
		told: string;
		raised_by: string;
		raised_role: string;
		raised_at: string;
		second_by: string | null;
		second_role: string | null;
		due_at: string | null;
		shown_kind: string | null;
		shown_outcome: string | null;
		shown_by: string | null;
		shown_role: string | null;
		shown_at: string | null;
		confirmed_by: string | null;
		confirmed_role: string | null;
		ended_at: string | null;
	};
	disclosure: {
		realm_id: string;
		id: string;
		member_id: string;
		recipient: string;
		items: string;
		details_sealed: Uint8Array;
		disclosed_at: string;
		disclosed_by: string;
		withheld_until: string | null;
	};
	recipient_notice: {
		realm_id: string;
		id: string;
		recipient: string;
		act: string;
		payload_sealed: Uint8Array;
		state: string;
		leased_by: string | null;
		due_at: string;
		attempts: number;
		last_error_code: string | null;
		queued_at: string;
		told_at: string | null;
		told_by: string | null;
		told_role: string | null;
	};
	recipient_notice_count: {
		realm_id: string;
		day: string;
		recipient: string;
		act: string;
		outcome: string;
		notices: number;
	};
	restriction: {
		realm_id: string;
		id: string;
		member_id: string;
		brand_id: string;
		purpose: string;
		item: string;
		row_id: string;
		ground: string;
		since: string;
		told_at: string | null;
		lifted_at: string | null;
		lifted_by: string | null;
		reason_sealed: Uint8Array | null;
		told_by: string | null;
		told_role: string | null;
	};
	processing_choice: {
		realm_id: string;
		id: string;
		member_id: string;
		purpose: string;
		allowed: number;
		state: string;
		changed_at: string;
		ended_at: string | null;
		decided_at: string | null;
		decided_by: string | null;
		decided_role: string | null;
		reason_sealed: Uint8Array | null;
	};
	export: {
		realm_id: string;
		id: string;
		subject_kind: string;
		member_id: string;
		locale: string;
		state: string;
		asked_at: string;
		steps: number;
		failures: number;
		stepped_at: string;
		percent: number;
		bytes: number;
		progress_sealed: Uint8Array | null;
		made_at: string | null;
		fetched_at: string | null;
		fetches: number;
		link_hash: Uint8Array | null;
	};
	copy_link: {
		realm_id: string;
		code_hash: Uint8Array;
		subject_kind: string;
		subject_id: string;
		issued_at: string;
		expires_at: string;
	};
	audit_entry: {
		realm_id: string;
		number: number;
		at: string;
		actor: string;
		role: string;
		action: string;
		request_id: string;
		counts_json: string;
		edition: number;
		commitment: string;
		previous_hash: string;
		hash: string;
	};
	proof_key: {
		kid: string;
		x: string;
		first_used_at: string;
	};
	audit_chain_head: {
		realm_id: string;
		day: string;
		kind: string;
		leaf: string;
		chain: string;
	};
	audit_day: {
		realm_id: string;
		day: string;
		number: number;
		hash: string;
		chains: number;
		ledgers_hash: string;
		jws: string;
		put_at: string | null;
	};
	erasure: {
		realm_id: string;
		id: string;
		request_id: string;
		subject_id: string | null;
		commitment: string;
		state: string;
		begun_at: string;
		stepped_at: string;
		failures: number;
		last_error_code: string | null;
		payload_sealed: Uint8Array | null;
		plan_json: string | null;
		executed_at: string | null;
		verified_at: string | null;
		verified_json: string | null;
		recipients_json: string | null;
		waiting: number;
		receipt: string | null;
		closed_at: string | null;
	};
	erasure_count: {
		realm_id: string;
		erasure_id: string;
		step: number;
		table_name: string;
		erased: number;
	};
	rights_request: {
		realm_id: string;
		id: string;
		member_id: string;
		letter_id: string;
		kind: string;
		door: string;
		brand_id: string;
		state: string;
		received_at: string;
		response_days: number;
		due_at: string;
		answer_by: string;
		verified_at: string | null;
		asked_at: string | null;
		answered_at: string | null;
		pause_counts: number;
		paused_days: number;
		extended_at: string | null;
		announced_at: string | null;
		begins_at: string | null;
		code_hash: Uint8Array | null;
		duplicate_of: string | null;
		copy_id: string | null;
		refusal_ground: string | null;
		remedies_sent_at: string | null;
		closed_at: string | null;
		text_sealed: Uint8Array | null;
		extension_sealed: Uint8Array | null;
		answer_sealed: Uint8Array | null;
		events: number;
		on_desk: number;
		member_gone_at: string | null;
		taken_up_at: string | null;
	};
	rights_request_event: {
		realm_id: string;
		id: string;
		request_id: string;
		member_id: string;
		number: number;
		from_state: string;
		to_state: string;
		what: string;
		actor: string;
		actor_role: string;
		staff_id: string;
		mail_id: string;
		happened_at: string;
		previous_hash: string;
		hash: string;
	};
	hold: {
		realm_id: string;
		id: string;
		member_id: string;
		table_name: string;
		brand_id: string;
		row_id: string;
		ground: string;
		reason_sealed: Uint8Array | null;
		placed_by: string;
		placed_role: string;
		placed_at: string;
		review_at: string;
		until: string;
		outcome: string;
		released_at: string | null;
		released_by: string | null;
		released_role: string | null;
	};
	held_item: {
		realm_id: string;
		id: string;
		member_id: string;
		item_sealed: Uint8Array;
		object_key: string | null;
		sealed_at: string;
	};
	consent_text: {
		brand_id: string;
		hash: string;
		locale: string;
		words: string;
		first_used_at: string;
	};
	visit: {
		brand_id: string;
		id: string;
		key_id: string;
		visited_at: string;
		kind: string;
		device_type_sealed: Uint8Array;
		operating_system_sealed: Uint8Array;
		browser_sealed: Uint8Array;
		page_sealed: Uint8Array;
		ip_address_sealed: Uint8Array;
		internet_provider_sealed: Uint8Array;
	};
	page_count: {
		brand_id: string;
		hour: string;
		kind: string;
		views: number;
	};
	statistics_run: {
		realm_id: string;
		brand_id: string;
		week: string;
		as_of: string;
		pages: number;
		page: number;
		counts_json: string;
	};
	statistics_week: {
		realm_id: string;
		brand_id: string;
		week: string;
		published_at: string;
	};
	statistics_cell: {
		realm_id: string;
		brand_id: string;
		week: string;
		measure: string;
		cell: string;
		count: number;
		counted_week: string;
	};
	ended_membership_count: {
		brand_id: string;
		count: number;
	};
	legal_disclosure: {
		realm_id: string;
		id: string;
		member_id: string;
		prolongs: string;
		ground: string;
		items: string;
		words_sealed: Uint8Array;
		silent_until: string | null;
		state: string;
		proposed_by: string;
		proposed_role: string;
		proposed_at: string;
		decided_by: string | null;
		decided_role: string | null;
		decided_at: string | null;
		refusal_sealed: Uint8Array | null;
		shown_from: string;
		disclosure_id: string;
		taken_at: string | null;
		taken_by: string | null;
		told_at: string | null;
		told: string | null;
	};
	ticket_sender: {
		realm_id: string;
		id: string;
		email_sealed: Uint8Array;
		email_index: Uint8Array;
		key_version: number;
		closed_at: string | null;
	};
	ticket: {
		realm_id: string;
		id: string;
		brand_id: string;
		sender_id: string;
		sender_kind: string;
		language: string;
		subject_sealed: Uint8Array;
		state: string;
		received_at: string;
		due_at: string | null;
		waits_at: string;
		owner_id: string;
		messages: number;
		answered_at: string | null;
		closed_at: string | null;
		handed_over_at: string | null;
		request_id: string;
	};
	ticket_message: {
		realm_id: string;
		id: string;
		ticket_id: string;
		sender_id: string;
		number: number;
		written_by: string;
		staff_id: string;
		body_sealed: Uint8Array;
		written_at: string;
	};
	ticket_attachment: {
		realm_id: string;
		id: string;
		ticket_id: string;
		sender_id: string;
		message_id: string;
		object_key: string;
		name_sealed: Uint8Array;
		type: string;
		bytes: number;
	};
	mail_bounce: {
		realm_id: string;
		mail_id: string;
		member_id: string;
		kind: string;
		code: string;
		sent_at: string;
		bounced_at: string;
	};
	mail_suppression: {
		realm_id: string;
		address_index: Uint8Array;
		salt: string;
		sent_at: string;
	};
	ticket_by_mail: {
		realm_id: string;
		ticket_id: string;
		about_id: string;
	};
	mail_key: {
		realm_id: string;
		domain: string;
		selector: string;
		public_key: string;
		private_sealed: Uint8Array;
		key_id: string;
		made_at: string;
		checked_at: string | null;
	};
	drill: {
		id: string;
		began_at: string;
		ended_at: string;
		backup_at: string | null;
		outcome: string;
		failed_at: string | null;
		row_count: number;
		act_count: number;
	};
	breach: {
		realm_id: string;
		id: string;
		aware_at: string;
		recorded_at: string;
		hours: number;
		law: string;
		tell_by: string;
		risk: string;
		authority: string;
		members: string;
		closed_at: string | null;
		due_at: string;
		entries: number;
		letter_entry: number;
		letter_after: string | null;
		letters_queued: number;
		letters_failed: number;
	};
	breach_entry: {
		realm_id: string;
		breach_id: string;
		number: number;
		what: string;
		staff_id: string;
		role: string;
		words_sealed: Uint8Array;
		written_at: string;
	};
	brand_draft: {
		realm_id: string;
		id: string;
		staff_id: string;
		brand_id: string;
		answers: string;
		state: string;
		reason: string;
		version: number;
		created_at: string;
		changed_at: string;
		decided_by: string | null;
		closed_at: string | null;
	};
	brand_asset: {
		brand_id: string;
		sha256: string;
		type: string;
		width: number;
		height: number;
		bytes: Uint8Array;
	};
};

/** Views without restricted rows, each of the shape of its table (DECISIONS 110). */
export type Views = {
	member_usable_for_use_of_site: {
		realm_id: Tables["member"]["realm_id"];
		id: Tables["member"]["id"];
		email_sealed: Tables["member"]["email_sealed"];
		email_index: Tables["member"]["email_index"];
		user_name_sealed: Tables["member"]["user_name_sealed"];
		user_name_index: Tables["member"]["user_name_index"];
		user_name_likeness_index: Tables["member"]["user_name_likeness_index"];
		password_sealed: Tables["member"]["password_sealed"];
		gender_sealed: Tables["member"]["gender_sealed"] | null;
		language: Tables["member"]["language"];
		adult_answer_sealed: Tables["member"]["adult_answer_sealed"];
		adult_rule: Tables["member"]["adult_rule"];
		adult_answered_at: Tables["member"]["adult_answered_at"];
		state: Tables["member"]["state"];
		created_at: Tables["member"]["created_at"];
		confirmed_at: Tables["member"]["confirmed_at"];
		suspended_at: Tables["member"]["suspended_at"];
		closed_at: Tables["member"]["closed_at"];
		purge_at: Tables["member"]["purge_at"];
		session_epoch: Tables["member"]["session_epoch"];
		key_version: Tables["member"]["key_version"];
		updated_at: Tables["member"]["updated_at"];
		likeness_version: Tables["member"]["likeness_version"];
		erasing_at: Tables["member"]["erasing_at"];
	};
	member_usable_for_sending_messages: {
		realm_id: Tables["member"]["realm_id"];
		id: Tables["member"]["id"];
		email_sealed: Tables["member"]["email_sealed"];
		email_index: Tables["member"]["email_index"];
		user_name_sealed: Tables["member"]["user_name_sealed"];
		user_name_index: Tables["member"]["user_name_index"];
		user_name_likeness_index: Tables["member"]["user_name_likeness_index"];
		password_sealed: Tables["member"]["password_sealed"];
		gender_sealed: Tables["member"]["gender_sealed"] | null;
		language: Tables["member"]["language"];
		adult_answer_sealed: Tables["member"]["adult_answer_sealed"];
		adult_rule: Tables["member"]["adult_rule"];
		adult_answered_at: Tables["member"]["adult_answered_at"];
		state: Tables["member"]["state"];
		created_at: Tables["member"]["created_at"];
		confirmed_at: Tables["member"]["confirmed_at"];
		suspended_at: Tables["member"]["suspended_at"];
		closed_at: Tables["member"]["closed_at"];
		purge_at: Tables["member"]["purge_at"];
		session_epoch: Tables["member"]["session_epoch"];
		key_version: Tables["member"]["key_version"];
		updated_at: Tables["member"]["updated_at"];
		likeness_version: Tables["member"]["likeness_version"];
		erasing_at: Tables["member"]["erasing_at"];
	};
	member_usable_for_service_information: {
		realm_id: Tables["member"]["realm_id"];
		id: Tables["member"]["id"];
		email_sealed: Tables["member"]["email_sealed"];
		email_index: Tables["member"]["email_index"];
		user_name_sealed: Tables["member"]["user_name_sealed"];
		user_name_index: Tables["member"]["user_name_index"];
		user_name_likeness_index: Tables["member"]["user_name_likeness_index"];
		password_sealed: Tables["member"]["password_sealed"];
		gender_sealed: Tables["member"]["gender_sealed"] | null;
		language: Tables["member"]["language"];
		adult_answer_sealed: Tables["member"]["adult_answer_sealed"];
		adult_rule: Tables["member"]["adult_rule"];
		adult_answered_at: Tables["member"]["adult_answered_at"];
		state: Tables["member"]["state"];
		created_at: Tables["member"]["created_at"];
		confirmed_at: Tables["member"]["confirmed_at"];
		suspended_at: Tables["member"]["suspended_at"];
		closed_at: Tables["member"]["closed_at"];
		purge_at: Tables["member"]["purge_at"];
		session_epoch: Tables["member"]["session_epoch"];
		key_version: Tables["member"]["key_version"];
		updated_at: Tables["member"]["updated_at"];
		likeness_version: Tables["member"]["likeness_version"];
		erasing_at: Tables["member"]["erasing_at"];
	};
	member_usable_for_suggestions: {
		realm_id: Tables["member"]["realm_id"];
		id: Tables["member"]["id"];
		email_sealed: Tables["member"]["email_sealed"];
		email_index: Tables["member"]["email_index"];
		user_name_sealed: Tables["member"]["user_name_sealed"];
		user_name_index: Tables["member"]["user_name_index"];
		user_name_likeness_index: Tables["member"]["user_name_likeness_index"];
		password_sealed: Tables["member"]["password_sealed"];
		gender_sealed: Tables["member"]["gender_sealed"] | null;
		language: Tables["member"]["language"];
		adult_answer_sealed: Tables["member"]["adult_answer_sealed"];
		adult_rule: Tables["member"]["adult_rule"];
		adult_answered_at: Tables["member"]["adult_answered_at"];
		state: Tables["member"]["state"];
		created_at: Tables["member"]["created_at"];
		confirmed_at: Tables["member"]["confirmed_at"];
		suspended_at: Tables["member"]["suspended_at"];
		closed_at: Tables["member"]["closed_at"];
		purge_at: Tables["member"]["purge_at"];
		session_epoch: Tables["member"]["session_epoch"];
		key_version: Tables["member"]["key_version"];
		updated_at: Tables["member"]["updated_at"];
		likeness_version: Tables["member"]["likeness_version"];
		erasing_at: Tables["member"]["erasing_at"];
	};
	member_usable_for_age_check: {
		realm_id: Tables["member"]["realm_id"];
		id: Tables["member"]["id"];
		email_sealed: Tables["member"]["email_sealed"];
		email_index: Tables["member"]["email_index"];
		user_name_sealed: Tables["member"]["user_name_sealed"];
		user_name_index: Tables["member"]["user_name_index"];
		user_name_likeness_index: Tables["member"]["user_name_likeness_index"];
		password_sealed: Tables["member"]["password_sealed"];
		gender_sealed: Tables["member"]["gender_sealed"] | null;
		language: Tables["member"]["language"];
		adult_answer_sealed: Tables["member"]["adult_answer_sealed"];
		adult_rule: Tables["member"]["adult_rule"];
		adult_answered_at: Tables["member"]["adult_answered_at"];
		state: Tables["member"]["state"];
		created_at: Tables["member"]["created_at"];
		confirmed_at: Tables["member"]["confirmed_at"];
		suspended_at: Tables["member"]["suspended_at"];
		closed_at: Tables["member"]["closed_at"];
		purge_at: Tables["member"]["purge_at"];
		session_epoch: Tables["member"]["session_epoch"];
		key_version: Tables["member"]["key_version"];
		updated_at: Tables["member"]["updated_at"];
		likeness_version: Tables["member"]["likeness_version"];
		erasing_at: Tables["member"]["erasing_at"];
	};
	membership_usable_for_use_of_site: {
		brand_id: Tables["membership"]["brand_id"];
		member_id: Tables["membership"]["member_id"];
		joined_at: Tables["membership"]["joined_at"];
		state: Tables["membership"]["state"];
		statement_notified: Tables["membership"]["statement_notified"];
		pairwise_id: Tables["membership"]["pairwise_id"];
		updated_at: Tables["membership"]["updated_at"];
	};
	member_detail_usable_for_suggestions: {
		realm_id: Tables["member_detail"]["realm_id"];
		member_id: Tables["member_detail"]["member_id"];
		phone_sealed: Tables["member_detail"]["phone_sealed"] | null;
		birth_date_sealed: Tables["member_detail"]["birth_date_sealed"] | null;
		town_sealed: Tables["member_detail"]["town_sealed"] | null;
		updated_at: Tables["member_detail"]["updated_at"];
	};
	member_detail_usable_for_profiles: {
		realm_id: Tables["member_detail"]["realm_id"];
		member_id: Tables["member_detail"]["member_id"];
		phone_sealed: Tables["member_detail"]["phone_sealed"] | null;
		birth_date_sealed: Tables["member_detail"]["birth_date_sealed"] | null;
		town_sealed: Tables["member_detail"]["town_sealed"] | null;
		updated_at: Tables["member_detail"]["updated_at"];
	};
	member_detail_usable_for_personalised_offers: {
		realm_id: Tables["member_detail"]["realm_id"];
		member_id: Tables["member_detail"]["member_id"];
		phone_sealed: Tables["member_detail"]["phone_sealed"] | null;
		birth_date_sealed: Tables["member_detail"]["birth_date_sealed"] | null;
		town_sealed: Tables["member_detail"]["town_sealed"] | null;
		updated_at: Tables["member_detail"]["updated_at"];
	};
	member_detail_usable_for_statistics: {
		realm_id: Tables["member_detail"]["realm_id"];
		member_id: Tables["member_detail"]["member_id"];
		phone_sealed: Tables["member_detail"]["phone_sealed"] | null;
		birth_date_sealed: Tables["member_detail"]["birth_date_sealed"] | null;
		town_sealed: Tables["member_detail"]["town_sealed"] | null;
		updated_at: Tables["member_detail"]["updated_at"];
	};
	profile_usable_for_suggestions: {
		brand_id: Tables["profile"]["brand_id"];
		member_id: Tables["profile"]["member_id"];
		display_name_sealed: Tables["profile"]["display_name_sealed"] | null;
		about_me_sealed: Tables["profile"]["about_me_sealed"] | null;
		hobbies_sealed: Tables["profile"]["hobbies_sealed"] | null;
		updated_at: Tables["profile"]["updated_at"];
	};
	profile_usable_for_profiles: {
		brand_id: Tables["profile"]["brand_id"];
		member_id: Tables["profile"]["member_id"];
		display_name_sealed: Tables["profile"]["display_name_sealed"] | null;
		about_me_sealed: Tables["profile"]["about_me_sealed"] | null;
		hobbies_sealed: Tables["profile"]["hobbies_sealed"] | null;
		updated_at: Tables["profile"]["updated_at"];
	};
	profile_usable_for_moderation: {
		brand_id: Tables["profile"]["brand_id"];
		member_id: Tables["profile"]["member_id"];
		display_name_sealed: Tables["profile"]["display_name_sealed"] | null;
		about_me_sealed: Tables["profile"]["about_me_sealed"] | null;
		hobbies_sealed: Tables["profile"]["hobbies_sealed"] | null;
		updated_at: Tables["profile"]["updated_at"];
	};
	profile_visibility_usable_for_profiles: {
		brand_id: Tables["profile_visibility"]["brand_id"];
		member_id: Tables["profile_visibility"]["member_id"];
		field: Tables["profile_visibility"]["field"];
		shown_since: Tables["profile_visibility"]["shown_since"];
	};
	photo_usable_for_profiles: {
		brand_id: Tables["photo"]["brand_id"];
		id: Tables["photo"]["id"];
		member_id: Tables["photo"]["member_id"];
		consent_id: Tables["photo"]["consent_id"];
		object_key: Tables["photo"]["object_key"];
		description_sealed: Tables["photo"]["description_sealed"];
		width: Tables["photo"]["width"];
		height: Tables["photo"]["height"];
		state: Tables["photo"]["state"];
		approved_at: Tables["photo"]["approved_at"];
		added_at: Tables["photo"]["added_at"];
		decided_at: Tables["photo"]["decided_at"];
		decided_by: Tables["photo"]["decided_by"];
		rejection_reason: Tables["photo"]["rejection_reason"];
		rejection_note_sealed: Tables["photo"]["rejection_note_sealed"];
	};
	photo_usable_for_moderation: {
		brand_id: Tables["photo"]["brand_id"];
		id: Tables["photo"]["id"];
		member_id: Tables["photo"]["member_id"];
		consent_id: Tables["photo"]["consent_id"];
		object_key: Tables["photo"]["object_key"];
		description_sealed: Tables["photo"]["description_sealed"];
		width: Tables["photo"]["width"];
		height: Tables["photo"]["height"];
		state: Tables["photo"]["state"];
		approved_at: Tables["photo"]["approved_at"];
		added_at: Tables["photo"]["added_at"];
		decided_at: Tables["photo"]["decided_at"];
		decided_by: Tables["photo"]["decided_by"];
		rejection_reason: Tables["photo"]["rejection_reason"];
		rejection_note_sealed: Tables["photo"]["rejection_note_sealed"];
	};
	special_detail_usable_for_suggestions: {
		brand_id: Tables["special_detail"]["brand_id"];
		member_id: Tables["special_detail"]["member_id"];
		purpose: Tables["special_detail"]["purpose"];
		consent_id: Tables["special_detail"]["consent_id"];
		about_me_sealed: Tables["special_detail"]["about_me_sealed"] | null;
		hobbies_sealed: Tables["special_detail"]["hobbies_sealed"] | null;
		sexual_preferences_sealed: Tables["special_detail"]["sexual_preferences_sealed"] | null;
		orientation_sealed: Tables["special_detail"]["orientation_sealed"];
		updated_at: Tables["special_detail"]["updated_at"];
	};
	special_detail_usable_for_profiles: {
		brand_id: Tables["special_detail"]["brand_id"];
		member_id: Tables["special_detail"]["member_id"];
		purpose: Tables["special_detail"]["purpose"];
		consent_id: Tables["special_detail"]["consent_id"];
		about_me_sealed: Tables["special_detail"]["about_me_sealed"] | null;
		hobbies_sealed: Tables["special_detail"]["hobbies_sealed"] | null;
		sexual_preferences_sealed: Tables["special_detail"]["sexual_preferences_sealed"] | null;
		orientation_sealed: Tables["special_detail"]["orientation_sealed"];
		updated_at: Tables["special_detail"]["updated_at"];
	};
	special_detail_usable_for_personalisation: {
		brand_id: Tables["special_detail"]["brand_id"];
		member_id: Tables["special_detail"]["member_id"];
		purpose: Tables["special_detail"]["purpose"];
		consent_id: Tables["special_detail"]["consent_id"];
		about_me_sealed: Tables["special_detail"]["about_me_sealed"] | null;
		hobbies_sealed: Tables["special_detail"]["hobbies_sealed"] | null;
		sexual_preferences_sealed: Tables["special_detail"]["sexual_preferences_sealed"] | null;
		orientation_sealed: Tables["special_detail"]["orientation_sealed"];
		updated_at: Tables["special_detail"]["updated_at"];
	};
	special_detail_usable_for_moderation: {
		brand_id: Tables["special_detail"]["brand_id"];
		member_id: Tables["special_detail"]["member_id"];
		purpose: Tables["special_detail"]["purpose"];
		consent_id: Tables["special_detail"]["consent_id"];
		about_me_sealed: Tables["special_detail"]["about_me_sealed"] | null;
		hobbies_sealed: Tables["special_detail"]["hobbies_sealed"] | null;
		sexual_preferences_sealed: Tables["special_detail"]["sexual_preferences_sealed"] | null;
		orientation_sealed: Tables["special_detail"]["orientation_sealed"];
		updated_at: Tables["special_detail"]["updated_at"];
	};
	ticket_attachment_usable_for_service_information: {
		realm_id: Tables["ticket_attachment"]["realm_id"];
		id: Tables["ticket_attachment"]["id"];
		ticket_id: Tables["ticket_attachment"]["ticket_id"];
		sender_id: Tables["ticket_attachment"]["sender_id"];
		message_id: Tables["ticket_attachment"]["message_id"];
		object_key: Tables["ticket_attachment"]["object_key"];
		name_sealed: Tables["ticket_attachment"]["name_sealed"];
		type: Tables["ticket_attachment"]["type"];
		bytes: Tables["ticket_attachment"]["bytes"];
	};
	ticket_message_usable_for_service_information: {
		realm_id: Tables["ticket_message"]["realm_id"];
		id: Tables["ticket_message"]["id"];
		ticket_id: Tables["ticket_message"]["ticket_id"];
		sender_id: Tables["ticket_message"]["sender_id"];
		number: Tables["ticket_message"]["number"];
		written_by: Tables["ticket_message"]["written_by"];
		staff_id: Tables["ticket_message"]["staff_id"];
		body_sealed: Tables["ticket_message"]["body_sealed"];
		written_at: Tables["ticket_message"]["written_at"];
	};
	ticket_usable_for_service_information: {
		realm_id: Tables["ticket"]["realm_id"];
		id: Tables["ticket"]["id"];
		brand_id: Tables["ticket"]["brand_id"];
		sender_id: Tables["ticket"]["sender_id"];
		sender_kind: Tables["ticket"]["sender_kind"];
		language: Tables["ticket"]["language"];
		subject_sealed: Tables["ticket"]["subject_sealed"];
		state: Tables["ticket"]["state"];
		received_at: Tables["ticket"]["received_at"];
		due_at: Tables["ticket"]["due_at"];
		waits_at: Tables["ticket"]["waits_at"];
		owner_id: Tables["ticket"]["owner_id"];
		messages: Tables["ticket"]["messages"];
		answered_at: Tables["ticket"]["answered_at"];
		closed_at: Tables["ticket"]["closed_at"];
		handed_over_at: Tables["ticket"]["handed_over_at"];
		request_id: Tables["ticket"]["request_id"];
	};
};

/** The table of each view, and the purpose that its rows may be used for. */
export const USABLE_VIEWS = {
	member_usable_for_use_of_site: { table: "member", purpose: "use_of_site" },
	member_usable_for_sending_messages: { table: "member", purpose: "sending_messages" },
	member_usable_for_service_information: { table: "member", purpose: "service_information" },
	member_usable_for_suggestions: { table: "member", purpose: "suggestions" },
	member_usable_for_age_check: { table: "member", purpose: "age_check" },
	membership_usable_for_use_of_site: { table: "membership", purpose: "use_of_site" },
	member_detail_usable_for_suggestions: { table: "member_detail", purpose: "suggestions" },
	member_detail_usable_for_profiles: { table: "member_detail", purpose: "profiles" },
	member_detail_usable_for_personalised_offers: { table: "member_detail", purpose: "personalised_offers" },
	member_detail_usable_for_statistics: { table: "member_detail", purpose: "statistics" },
	profile_usable_for_suggestions: { table: "profile", purpose: "suggestions" },
	profile_usable_for_profiles: { table: "profile", purpose: "profiles" },
	profile_usable_for_moderation: { table: "profile", purpose: "moderation" },
	profile_visibility_usable_for_profiles: { table: "profile_visibility", purpose: "profiles" },
	photo_usable_for_profiles: { table: "photo", purpose: "profiles" },
	photo_usable_for_moderation: { table: "photo", purpose: "moderation" },
	special_detail_usable_for_suggestions: { table: "special_detail", purpose: "suggestions" },
	special_detail_usable_for_profiles: { table: "special_detail", purpose: "profiles" },
	special_detail_usable_for_personalisation: { table: "special_detail", purpose: "personalisation" },
	special_detail_usable_for_moderation: { table: "special_detail", purpose: "moderation" },
	ticket_attachment_usable_for_service_information: { table: "ticket_attachment", purpose: "service_information" },
	ticket_message_usable_for_service_information: { table: "ticket_message", purpose: "service_information" },
	ticket_usable_for_service_information: { table: "ticket", purpose: "service_information" },
} as const satisfies Record<keyof Views, { table: keyof Tables; purpose: string }>;

/** Who may read a table: the platform, the brands of one realm, or one brand (DECISIONS 8). */
export const TABLE_CLASSES = {
	migration: "platform",
	brand_revision: "platform",
	registry: "platform",
	registry_pointer: "platform",
	host: "platform",
	unit_key: "shared",
	key_rotation: "platform",
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
	password_guess: "shared",
	act: "shared",
	restore: "platform",
	job: "platform",
	statement_version: "owned",
	terms_version: "shared",
	acceptance: "owned",
	registration: "shared",
	member: "shared",
	user_name_hold: "shared",
	consent_evidence: "shared",
	acceptance_evidence: "shared",
	unsealed_agreement: "owned",
	retention_pass: "shared",
	retention_run: "shared",
	retention_cutoff: "shared",
	staff_second_step_reset: "shared",
	staff_search: "shared",
	measure: "shared",
	age_check: "shared",
	disclosure: "shared",
	recipient_notice: "shared",
	recipient_notice_count: "shared",
	restriction: "shared",
	processing_choice: "shared",
	export: "shared",
	copy_link: "shared",
	audit_entry: "shared",
	proof_key: "platform",
	audit_chain_head: "shared",
	audit_day: "shared",
	erasure: "shared",
	erasure_count: "shared",
	rights_request: "shared",
	rights_request_event: "shared",
	hold: "shared",
	held_item: "shared",
	consent_text: "owned",
	visit: "owned",
	page_count: "owned",
	statistics_run: "shared",
	statistics_week: "shared",
	statistics_cell: "shared",
	ended_membership_count: "owned",
	legal_disclosure: "shared",
	ticket_sender: "shared",
	ticket: "shared",
	ticket_message: "shared",
	ticket_attachment: "shared",
	mail_bounce: "shared",
	mail_suppression: "shared",
	ticket_by_mail: "shared",
	mail_key: "shared",
	drill: "platform",
	breach: "shared",
	breach_entry: "shared",
	brand_draft: "shared",
	brand_asset: "owned",
} as const satisfies Record<keyof Tables, "platform" | "shared" | "owned">;

/** The tables that each table's rows refer to. */
export const TABLE_PARENTS: Partial<Record<keyof Tables, readonly (keyof Tables)[]>> = {
	registry_pointer: ["registry"],
	member_detail: ["member"],
	profile: ["membership"],
	profile_visibility: ["membership"],
	special_detail: ["consent_event", "membership"],
	photo: ["consent_event", "membership"],
	erasure_count: ["erasure"],
	ticket_message: ["ticket"],
	ticket_attachment: ["ticket"],
	ticket_by_mail: ["ticket"],
	breach_entry: ["breach"],
};

/** The columns of each table, for the check at the start. */
// biome-ignore format: one line per table
export const TABLE_COLUMNS: Readonly<Record<keyof Tables, readonly string[]>> = {
	migration: ["number", "name", "sha256", "applied_at"],
	brand_revision: ["brand_id", "revision", "realm_id", "source_sha256", "settings_json", "provenance_json", "note", "published_at"],
	registry: ["revision", "sha256", "body", "created_at"],
	registry_pointer: ["id", "revision", "updated_at"],
	host: ["hostname", "brand_id", "realm_id", "role", "state", "since"],
	unit_key: ["realm_id", "id", "owner_id", "unit", "wrapped_key", "key_version", "created_at"],
	key_rotation: ["number", "state", "salt_sha256", "asked_at", "started_at", "state_at", "finished_at", "progress_json", "lease_holder", "leased_until", "key_check"],
	membership: ["brand_id", "member_id", "joined_at", "state", "statement_notified", "pairwise_id", "updated_at"],
	session: ["realm_id", "id", "brand_id", "member_id", "created_at", "seen_at", "ends_at", "kept_signed_in", "epoch", "device_type_sealed", "operating_system_sealed", "browser_sealed", "scope"],
	sign_in_code: ["realm_id", "code_hash", "brand_id", "member_id", "challenge", "kept_signed_in", "expires_at", "issued_at"],
	mail_code: ["realm_id", "code_hash", "member_id", "kind", "new_email_sealed", "new_email_index", "expires_at", "used_at", "key_version", "issued_at"],
	abuse_count: ["kind", "subject_index", "window_start", "count"],
	consent_event: ["brand_id", "id", "member_id", "purpose", "recipient", "text_hash", "method", "happened_at", "commitment", "previous_hash", "hash", "ended_at", "kind"],
	outbox: ["realm_id", "id", "brand_id", "kind", "member_id", "class", "urgent", "key_id", "recipient_sealed", "payload_sealed", "state", "leased_by", "due_at", "slot_at", "attempts", "last_error_code", "queued_at", "sent_at", "settled_at"],
	mail_choice: ["realm_id", "member_id", "brand_id", "class", "wanted", "changed_at"],
	mail_limit: ["realm_id", "member_id", "class", "most_per_week", "changed_at"],
	mail_stop: ["realm_id", "member_id", "stopped", "changed_at", "most_per_week", "neutral_sender"],
	passkey: ["realm_id", "id", "member_id", "credential_hash", "credential_sealed", "name_sealed", "counter", "created_at", "used_at"],
	used_challenge: ["realm_id", "challenge_hash", "expires_at"],
	authenticator: ["realm_id", "member_id", "secret_sealed", "last_step", "created_at"],
	recovery_code: ["realm_id", "member_id", "code_hash", "used_at"],
	member_detail: ["realm_id", "member_id", "phone_sealed", "birth_date_sealed", "town_sealed", "updated_at"],
	profile: ["brand_id", "member_id", "display_name_sealed", "about_me_sealed", "hobbies_sealed", "updated_at"],
	profile_visibility: ["brand_id", "member_id", "field", "shown_since"],
	special_detail: ["brand_id", "member_id", "purpose", "consent_id", "about_me_sealed", "hobbies_sealed", "sexual_preferences_sealed", "orientation_sealed", "updated_at"],
	photo: ["brand_id", "id", "member_id", "consent_id", "object_key", "description_sealed", "width", "height", "state", "approved_at", "added_at", "decided_at", "decided_by", "rejection_reason", "rejection_note_sealed"],
	object_removal: ["brand_id", "object_key"],
	staff: ["realm_id", "id", "email_sealed", "email_index", "password_sealed", "authenticator_secret_sealed", "authenticator_step", "state", "created_at", "invited_by", "ended_at", "ended_by", "key_version", "agreement", "agreed_by", "agreed_at", "role", "keys_off"],
	staff_session: ["realm_id", "id", "staff_id", "created_at", "seen_at", "ends_at", "device_sealed"],
	staff_invitation: ["realm_id", "id", "code_hash", "email_hash", "invited_by", "created_at", "expires_at", "role"],
	staff_access: ["realm_id", "id", "member_id", "number", "staff_id", "role", "brand_id", "what", "reason_sealed", "accessed_at", "previous_at", "previous_hash", "hash", "legal_id"],
	reseal_due: ["realm_id", "owner_id", "unit", "due_at"],
	password_guess: ["realm_id", "subject", "failures", "own_failures", "told_at", "expires_at", "counted_at"],
	act: ["realm_id", "number", "id", "subject_id", "act_json", "put_at"],
	restore: ["number", "noticed_at", "asked_at", "finished_at", "ahead_json", "progress_json", "lease_holder", "leased_until"],
	job: ["name", "last_started_at", "last_ended_at", "lease_holder", "leased_until", "failures"],
	statement_version: ["brand_id", "number", "locale", "kind", "change", "hash", "previous_hash", "tree_json", "facts_json", "changes_json", "tilt_json", "pdf", "published_at", "effective_at"],
	terms_version: ["realm_id", "number", "locale", "change", "hash", "previous_hash", "tree_json", "published_at", "effective_at"],
	acceptance: ["brand_id", "id", "member_id", "document", "number", "locale", "hash", "kind", "happened_at", "commitment"],
	registration: ["realm_id", "id", "brand_id", "email_sealed", "email_index", "user_name_sealed", "user_name_index", "user_name_likeness_index", "password_sealed", "gender_sealed", "language", "adult_answer_sealed", "adult_rule", "adult_answered_at", "created_at", "expires_at", "key_version", "likeness_version"],
	member: ["realm_id", "id", "email_sealed", "email_index", "user_name_sealed", "user_name_index", "user_name_likeness_index", "password_sealed", "gender_sealed", "language", "adult_answer_sealed", "adult_rule", "adult_answered_at", "state", "created_at", "confirmed_at", "suspended_at", "closed_at", "purge_at", "session_epoch", "key_version", "updated_at", "likeness_version", "erasing_at"],
	user_name_hold: ["realm_id", "name_index", "likeness_index", "salt", "held_at"],
	consent_evidence: ["realm_id", "id", "subject_index", "answers_sealed", "ended_at", "previous_hash", "hash", "key_version"],
	acceptance_evidence: ["realm_id", "id", "subject_index", "acceptances_sealed", "ended_at", "previous_hash", "hash", "key_version"],
	unsealed_agreement: ["brand_id", "member_id"],
	retention_pass: ["realm_id", "day", "after_closed_at", "after_id", "examined", "started_at", "ended_at"],
	retention_run: ["realm_id", "day", "rule", "table_name", "erased", "kept", "first_at", "last_at"],
	retention_cutoff: ["realm_id", "rule", "before", "noted_at"],
	staff_second_step_reset: ["realm_id", "id", "staff_id", "code_hash", "reset_by", "created_at", "expires_at", "ended_at"],
	staff_search: ["realm_id", "id", "staff_id", "kind", "found", "searched_at"],
	measure: ["realm_id", "id", "member_id", "kind", "brand_id", "clause", "source", "reason_sealed", "decided_by", "begins_at", "ends_at", "automated"],
	age_check: ["realm_id", "id", "member_id", "brand_id", "photo_id", "state", "told", "raised_by", "raised_role", "raised_at", "second_by", "second_role", "due_at", "shown_kind", "shown_outcome", "shown_by", "shown_role", "shown_at", "confirmed_by", "confirmed_role", "ended_at"],
	disclosure: ["realm_id", "id", "member_id", "recipient", "items", "details_sealed", "disclosed_at", "disclosed_by", "withheld_until"],
	recipient_notice: ["realm_id", "id", "recipient", "act", "payload_sealed", "state", "leased_by", "due_at", "attempts", "last_error_code", "queued_at", "told_at", "told_by", "told_role"],
	recipient_notice_count: ["realm_id", "day", "recipient", "act", "outcome", "notices"],
	restriction: ["realm_id", "id", "member_id", "brand_id", "purpose", "item", "row_id", "ground", "since", "told_at", "lifted_at", "lifted_by", "reason_sealed", "told_by", "told_role"],
	processing_choice: ["realm_id", "id", "member_id", "purpose", "allowed", "state", "changed_at", "ended_at", "decided_at", "decided_by", "decided_role", "reason_sealed"],
	export: ["realm_id", "id", "subject_kind", "member_id", "locale", "state", "asked_at", "steps", "failures", "stepped_at", "percent", "bytes", "progress_sealed", "made_at", "fetched_at", "fetches", "link_hash"],
	copy_link: ["realm_id", "code_hash", "subject_kind", "subject_id", "issued_at", "expires_at"],
	audit_entry: ["realm_id", "number", "at", "actor", "role", "action", "request_id", "counts_json", "edition", "commitment", "previous_hash", "hash"],
	proof_key: ["kid", "x", "first_used_at"],
	audit_chain_head: ["realm_id", "day", "kind", "leaf", "chain"],
	audit_day: ["realm_id", "day", "number", "hash", "chains", "ledgers_hash", "jws", "put_at"],
	erasure: ["realm_id", "id", "request_id", "subject_id", "commitment", "state", "begun_at", "stepped_at", "failures", "last_error_code", "payload_sealed", "plan_json", "executed_at", "verified_at", "verified_json", "recipients_json", "waiting", "receipt", "closed_at"],
	erasure_count: ["realm_id", "erasure_id", "step", "table_name", "erased"],
	rights_request: ["realm_id", "id", "member_id", "letter_id", "kind", "door", "brand_id", "state", "received_at", "response_days", "due_at", "answer_by", "verified_at", "asked_at", "answered_at", "pause_counts", "paused_days", "extended_at", "announced_at", "begins_at", "code_hash", "duplicate_of", "copy_id", "refusal_ground", "remedies_sent_at", "closed_at", "text_sealed", "extension_sealed", "answer_sealed", "events", "on_desk", "member_gone_at", "taken_up_at"],
	rights_request_event: ["realm_id", "id", "request_id", "member_id", "number", "from_state", "to_state", "what", "actor", "actor_role", "staff_id", "mail_id", "happened_at", "previous_hash", "hash"],
	hold: ["realm_id", "id", "member_id", "table_name", "brand_id", "row_id", "ground", "reason_sealed", "placed_by", "placed_role", "placed_at", "review_at", "until", "outcome", "released_at", "released_by", "released_role"],
	held_item: ["realm_id", "id", "member_id", "item_sealed", "object_key", "sealed_at"],
	consent_text: ["brand_id", "hash", "locale", "words", "first_used_at"],
	visit: ["brand_id", "id", "key_id", "visited_at", "kind", "device_type_sealed", "operating_system_sealed", "browser_sealed", "page_sealed", "ip_address_sealed", "internet_provider_sealed"],
	page_count: ["brand_id", "hour", "kind", "views"],
	statistics_run: ["realm_id", "brand_id", "week", "as_of", "pages", "page", "counts_json"],
	statistics_week: ["realm_id", "brand_id", "week", "published_at"],
	statistics_cell: ["realm_id", "brand_id", "week", "measure", "cell", "count", "counted_week"],
	ended_membership_count: ["brand_id", "count"],
	legal_disclosure: ["realm_id", "id", "member_id", "prolongs", "ground", "items", "words_sealed", "silent_until", "state", "proposed_by", "proposed_role", "proposed_at", "decided_by", "decided_role", "decided_at", "refusal_sealed", "shown_from", "disclosure_id", "taken_at", "taken_by", "told_at", "told"],
	ticket_sender: ["realm_id", "id", "email_sealed", "email_index", "key_version", "closed_at"],
	ticket: ["realm_id", "id", "brand_id", "sender_id", "sender_kind", "language", "subject_sealed", "state", "received_at", "due_at", "waits_at", "owner_id", "messages", "answered_at", "closed_at", "handed_over_at", "request_id"],
	ticket_message: ["realm_id", "id", "ticket_id", "sender_id", "number", "written_by", "staff_id", "body_sealed", "written_at"],
	ticket_attachment: ["realm_id", "id", "ticket_id", "sender_id", "message_id", "object_key", "name_sealed", "type", "bytes"],
	mail_bounce: ["realm_id", "mail_id", "member_id", "kind", "code", "sent_at", "bounced_at"],
	mail_suppression: ["realm_id", "address_index", "salt", "sent_at"],
	ticket_by_mail: ["realm_id", "ticket_id", "about_id"],
	mail_key: ["realm_id", "domain", "selector", "public_key", "private_sealed", "key_id", "made_at", "checked_at"],
	drill: ["id", "began_at", "ended_at", "backup_at", "outcome", "failed_at", "row_count", "act_count"],
	breach: ["realm_id", "id", "aware_at", "recorded_at", "hours", "law", "tell_by", "risk", "authority", "members", "closed_at", "due_at", "entries", "letter_entry", "letter_after", "letters_queued", "letters_failed"],
	breach_entry: ["realm_id", "breach_id", "number", "what", "staff_id", "role", "words_sealed", "written_at"],
	brand_draft: ["realm_id", "id", "staff_id", "brand_id", "answers", "state", "reason", "version", "created_at", "changed_at", "decided_by", "closed_at"],
	brand_asset: ["brand_id", "sha256", "type", "width", "height", "bytes"],
};

/** What the values of each of these columns are. */
export type ColumnType = "text" | "number" | "bytes";
// biome-ignore format: one line per table
export const COLUMN_TYPES: Readonly<Record<keyof Tables, readonly ColumnType[]>> = {
	migration: ["number", "text", "text", "text"],
	brand_revision: ["text", "number", "text", "text", "text", "text", "text", "text"],
	registry: ["number", "text", "bytes", "text"],
	registry_pointer: ["number", "number", "text"],
	host: ["text", "text", "text", "text", "text", "text"],
	unit_key: ["text", "text", "text", "text", "bytes", "number", "text"],
	key_rotation: ["number", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text"],
	membership: ["text", "text", "text", "text", "number", "text", "text"],
	session: ["text", "text", "text", "text", "text", "text", "text", "number", "number", "bytes", "bytes", "bytes", "text"],
	sign_in_code: ["text", "bytes", "text", "text", "text", "number", "text", "text"],
	mail_code: ["text", "bytes", "text", "text", "bytes", "bytes", "text", "text", "number", "text"],
	abuse_count: ["text", "bytes", "text", "number"],
	consent_event: ["text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text"],
	outbox: ["text", "text", "text", "text", "text", "text", "number", "text", "bytes", "bytes", "text", "text", "text", "text", "number", "text", "text", "text", "text"],
	mail_choice: ["text", "text", "text", "text", "number", "text"],
	mail_limit: ["text", "text", "text", "number", "text"],
	mail_stop: ["text", "text", "number", "text", "number", "number"],
	passkey: ["text", "text", "text", "bytes", "bytes", "bytes", "number", "text", "text"],
	used_challenge: ["text", "bytes", "text"],
	authenticator: ["text", "text", "bytes", "number", "text"],
	recovery_code: ["text", "text", "bytes", "text"],
	member_detail: ["text", "text", "bytes", "bytes", "bytes", "text"],
	profile: ["text", "text", "bytes", "bytes", "bytes", "text"],
	profile_visibility: ["text", "text", "text", "text"],
	special_detail: ["text", "text", "text", "text", "bytes", "bytes", "bytes", "bytes", "text"],
	photo: ["text", "text", "text", "text", "text", "bytes", "number", "number", "text", "text", "text", "text", "text", "text", "bytes"],
	object_removal: ["text", "text"],
	staff: ["text", "text", "bytes", "bytes", "bytes", "bytes", "number", "text", "text", "text", "text", "text", "number", "text", "text", "text", "text", "number"],
	staff_session: ["text", "text", "text", "text", "text", "text", "bytes"],
	staff_invitation: ["text", "text", "bytes", "bytes", "text", "text", "text", "text"],
	staff_access: ["text", "text", "text", "number", "text", "text", "text", "text", "bytes", "text", "text", "text", "text", "text"],
	reseal_due: ["text", "text", "text", "text"],
	password_guess: ["text", "text", "number", "number", "text", "text", "text"],
	act: ["text", "number", "text", "text", "text", "text"],
	restore: ["number", "text", "text", "text", "text", "text", "text", "text"],
	job: ["text", "text", "text", "text", "text", "number"],
	statement_version: ["text", "number", "text", "text", "text", "text", "text", "text", "text", "text", "text", "bytes", "text", "text"],
	terms_version: ["text", "number", "text", "text", "text", "text", "text", "text", "text"],
	acceptance: ["text", "text", "text", "text", "number", "text", "text", "text", "text", "text"],
	registration: ["text", "text", "text", "bytes", "bytes", "bytes", "bytes", "bytes", "bytes", "bytes", "text", "bytes", "text", "text", "text", "text", "number", "number"],
	member: ["text", "text", "bytes", "bytes", "bytes", "bytes", "bytes", "bytes", "bytes", "text", "bytes", "text", "text", "text", "text", "text", "text", "text", "text", "number", "number", "text", "number", "text"],
	user_name_hold: ["text", "bytes", "bytes", "text", "text"],
	consent_evidence: ["text", "text", "bytes", "bytes", "text", "text", "text", "number"],
	acceptance_evidence: ["text", "text", "bytes", "bytes", "text", "text", "text", "number"],
	unsealed_agreement: ["text", "text"],
	retention_pass: ["text", "text", "text", "text", "number", "text", "text"],
	retention_run: ["text", "text", "text", "text", "number", "number", "text", "text"],
	retention_cutoff: ["text", "text", "text", "text"],
	staff_second_step_reset: ["text", "text", "text", "bytes", "text", "text", "text", "text"],
	staff_search: ["text", "text", "text", "text", "number", "text"],
	measure: ["text", "text", "text", "text", "text", "text", "text", "bytes", "text", "text", "text", "number"],
	age_check: ["text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text"],
	disclosure: ["text", "text", "text", "text", "text", "bytes", "text", "text", "text"],
	recipient_notice: ["text", "text", "text", "text", "bytes", "text", "text", "text", "number", "text", "text", "text", "text", "text"],
	recipient_notice_count: ["text", "text", "text", "text", "text", "number"],
	restriction: ["text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text", "bytes", "text", "text"],
	processing_choice: ["text", "text", "text", "text", "number", "text", "text", "text", "text", "text", "text", "bytes"],
	export: ["text", "text", "text", "text", "text", "text", "text", "number", "number", "text", "number", "number", "bytes", "text", "text", "number", "bytes"],
	copy_link: ["text", "bytes", "text", "text", "text", "text"],
	audit_entry: ["text", "number", "text", "text", "text", "text", "text", "text", "number", "text", "text", "text"],
	proof_key: ["text", "text", "text"],
	audit_chain_head: ["text", "text", "text", "text", "text"],
	audit_day: ["text", "text", "number", "text", "number", "text", "text", "text"],
	erasure: ["text", "text", "text", "text", "text", "text", "text", "text", "number", "text", "bytes", "text", "text", "text", "text", "text", "number", "text", "text"],
	erasure_count: ["text", "text", "number", "text", "number"],
	rights_request: ["text", "text", "text", "text", "text", "text", "text", "text", "text", "number", "text", "text", "text", "text", "text", "number", "number", "text", "text", "text", "bytes", "text", "text", "text", "text", "text", "bytes", "bytes", "bytes", "number", "number", "text", "text"],
	rights_request_event: ["text", "text", "text", "text", "number", "text", "text", "text", "text", "text", "text", "text", "text", "text", "text"],
	hold: ["text", "text", "text", "text", "text", "text", "text", "bytes", "text", "text", "text", "text", "text", "text", "text", "text", "text"],
	held_item: ["text", "text", "text", "bytes", "text", "text"],
	consent_text: ["text", "text", "text", "text", "text"],
	visit: ["text", "text", "text", "text", "text", "bytes", "bytes", "bytes", "bytes", "bytes", "bytes"],
	page_count: ["text", "text", "text", "number"],
	statistics_run: ["text", "text", "text", "text", "number", "number", "text"],
	statistics_week: ["text", "text", "text", "text"],
	statistics_cell: ["text", "text", "text", "text", "text", "number", "text"],
	ended_membership_count: ["text", "number"],
	legal_disclosure: ["text", "text", "text", "text", "text", "text", "bytes", "text", "text", "text", "text", "text", "text", "text", "text", "bytes", "text", "text", "text", "text", "text", "text"],
	ticket_sender: ["text", "text", "bytes", "bytes", "number", "text"],
	ticket: ["text", "text", "text", "text", "text", "text", "bytes", "text", "text", "text", "text", "text", "number", "text", "text", "text", "text"],
	ticket_message: ["text", "text", "text", "text", "number", "text", "text", "bytes", "text"],
	ticket_attachment: ["text", "text", "text", "text", "text", "text", "bytes", "text", "number"],
	mail_bounce: ["text", "text", "text", "text", "text", "text", "text"],
	mail_suppression: ["text", "bytes", "text", "text"],
	ticket_by_mail: ["text", "text", "text"],
	mail_key: ["text", "text", "text", "text", "bytes", "text", "text", "text"],
	drill: ["text", "text", "text", "text", "text", "text", "number", "number"],
	breach: ["text", "text", "text", "text", "number", "text", "text", "text", "text", "text", "text", "text", "number", "number", "text", "number", "number"],
	breach_entry: ["text", "text", "number", "text", "text", "text", "bytes", "text"],
	brand_draft: ["text", "text", "text", "text", "text", "text", "text", "number", "text", "text", "text", "text"],
	brand_asset: ["text", "text", "text", "number", "number", "bytes"],
};

/** The columns of each table's key. */
// biome-ignore format: one line per table
export const TABLE_KEYS: Readonly<Record<keyof Tables, readonly string[]>> = {
	migration: ["number"],
	brand_revision: ["brand_id", "revision"],
	registry: ["revision"],
	registry_pointer: ["id"],
	host: ["hostname"],
	unit_key: ["realm_id", "owner_id", "unit"],
	key_rotation: ["number"],
	membership: ["brand_id", "member_id"],
	session: ["realm_id", "id"],
	sign_in_code: ["realm_id", "code_hash"],
	mail_code: ["realm_id", "code_hash"],
	abuse_count: ["kind", "subject_index", "window_start"],
	consent_event: ["brand_id", "id"],
	outbox: ["id"],
	mail_choice: ["realm_id", "member_id", "brand_id", "class"],
	mail_limit: ["realm_id", "member_id", "class"],
	mail_stop: ["realm_id", "member_id"],
	passkey: ["realm_id", "id"],
	used_challenge: ["realm_id", "challenge_hash"],
	authenticator: ["realm_id", "member_id"],
	recovery_code: ["realm_id", "member_id", "code_hash"],
	member_detail: ["realm_id", "member_id"],
	profile: ["brand_id", "member_id"],
	profile_visibility: ["brand_id", "member_id", "field"],
	special_detail: ["brand_id", "member_id", "purpose"],
	photo: ["brand_id", "id"],
	object_removal: ["object_key"],
	staff: ["realm_id", "id"],
	staff_session: ["realm_id", "id"],
	staff_invitation: ["realm_id", "id"],
	staff_access: ["realm_id", "id"],
	reseal_due: ["realm_id", "owner_id", "unit"],
	password_guess: ["realm_id", "subject"],
	act: ["realm_id", "number"],
	restore: ["number"],
	job: ["name"],
	statement_version: ["brand_id", "number", "locale"],
	terms_version: ["realm_id", "number", "locale"],
	acceptance: ["brand_id", "id"],
	registration: ["realm_id", "id"],
	member: ["realm_id", "id"],
	user_name_hold: ["realm_id", "name_index"],
	consent_evidence: ["realm_id", "id"],
	acceptance_evidence: ["realm_id", "id"],
	unsealed_agreement: ["brand_id", "member_id"],
	retention_pass: ["realm_id", "day"],
	retention_run: ["realm_id", "day", "rule", "table_name"],
	retention_cutoff: ["realm_id", "rule"],
	staff_second_step_reset: ["realm_id", "id"],
	staff_search: ["realm_id", "id"],
	measure: ["realm_id", "id"],
	age_check: ["realm_id", "id"],
	disclosure: ["realm_id", "id"],
	recipient_notice: ["realm_id", "id"],
	recipient_notice_count: ["realm_id", "day", "recipient", "act", "outcome"],
	restriction: ["realm_id", "id"],
	processing_choice: ["realm_id", "id"],
	export: ["realm_id", "id"],
	copy_link: ["realm_id", "subject_id", "code_hash"],
	audit_entry: ["realm_id", "number"],
	proof_key: ["kid"],
	audit_chain_head: ["realm_id", "day", "kind", "leaf"],
	audit_day: ["realm_id", "day"],
	erasure: ["realm_id", "id"],
	erasure_count: ["realm_id", "erasure_id", "step"],
	rights_request: ["realm_id", "id"],
	rights_request_event: ["realm_id", "request_id", "number"],
	hold: ["realm_id", "id"],
	held_item: ["realm_id", "id"],
	consent_text: ["brand_id", "hash"],
	visit: ["brand_id", "id"],
	page_count: ["brand_id", "hour", "kind"],
	statistics_run: ["realm_id", "brand_id"],
	statistics_week: ["realm_id", "brand_id", "week"],
	statistics_cell: ["realm_id", "brand_id", "week", "measure", "cell"],
	ended_membership_count: ["brand_id"],
	legal_disclosure: ["realm_id", "id"],
	ticket_sender: ["realm_id", "id"],
	ticket: ["realm_id", "id"],
	ticket_message: ["realm_id", "id"],
	ticket_attachment: ["realm_id", "id"],
	mail_bounce: ["realm_id", "member_id", "mail_id", "kind"],
	mail_suppression: ["realm_id", "address_index"],
	ticket_by_mail: ["realm_id", "ticket_id"],
	mail_key: ["realm_id", "domain", "selector"],
	drill: ["id"],
	breach: ["realm_id", "id"],
	breach_entry: ["realm_id", "breach_id", "number"],
	brand_draft: ["realm_id", "id"],
	brand_asset: ["brand_id", "sha256"],
};
