import type { Declaration } from "#foundation/register/declaration.ts";
import {
	declare,
	foundBy,
	type Given,
	KEY_VERSION,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
	withheld,
} from "#foundation/register/declare.ts";

const own = (item: Given["item"], extra: Partial<Given> = {}) =>
	personal({
		item,
		purposes: ["use_of_site"],
		retention: "account",
		erase: { by: "shred", unit: "core" },
		edit: "request",
		...extra,
	});
const secret = (extra: Partial<Given> = {}) =>
	own("sign_in_means", {
		export: withheld("A secret of signing in: giving it out would weaken the account."),
		...extra,
	});
const time = own("sessions", { retention: "session", erase: { by: "delete" } });
const account = own("account_state", { erase: { by: "delete" } });
const recorded = own("account_state", { retention: "staff_access", erase: { by: "delete" } });
const STAFF_ID = none("Random identifier that links the row to its member of staff and goes with the row.");
const BY = none("Random identifier of the member of staff who did it, or nothing for the operator's tool.");
const INVITATION = none("Hash that nobody can try anything against without the code of the invitation.");

const NO_PERSON = { none: "About an event, and written without members' names; nobody is found by it." };
/** Kept as long as requests about data are: the law names no term for the log (GDPR Art. 33(5)). */
const breachColumn = (erase: Given["erase"]) =>
	personal({
		...{ item: "rights_requests", purposes: ["accountability"], retention: "rights_request", erase },
		export: withheld("The log of breaches holds nothing about a person by whom it could be found."),
	});
const breachWords = breachColumn({ by: "shred", unit: "breach" });
const breachEnd = breachColumn({ by: "delete" });
const BREACH_TIMES = ["aware_at", "recorded_at", "hours", "law", "tell_by", "due_at"];
const BREACH_DECISIONS = ["risk", "authority", "members", "entries"];
const BREACH_LETTERS = ["letter_entry", "letters_queued", "letters_failed"];

/** Accounts of the operator's own staff, who have a notice of their own. */
export const STAFF_DATA: Declaration[] = [
	declare({
		feature: "console",
		planned: false,
		audience: "staff",
		cookies: [
			{
				id: "staff_session",
				name: "__Host-staff",
				item: "necessary_cookies",
				necessary: true,
				purpose: "use_of_site",
				keptFor: "session",
				setBy: "brand",
				promises: [],
			},
		],
		tables: {
			staff: {
				class: "shared",
				subjects: foundBy("id", "staff"),
				person: {
					...{ as: "staff", endedBy: "account", copyAt: "/console/copy" },
					address: { index: "email_index", kind: "staff_email", sealed: "email_sealed" },
				},
				clocks: { account: "ended_at" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					role: none("What the member of staff may do."),
					email_sealed: own("email"),
					email_index: own("email"),
					password_sealed: own("password", { export: withheld("A secret of signing in.") }),
					authenticator_secret_sealed: secret(),
					authenticator_step: secret({ erase: { by: "delete" } }),
					...same(account, "state", "created_at", "ended_at", "agreement", "agreed_at"),
					...same(BY, "invited_by", "agreed_by", "ended_by"),
					keys_off: none("Whether single keys press the buttons of the console."),
					key_version: KEY_VERSION,
				},
			},
			staff_session: {
				class: "shared",
				subjects: foundBy("staff_id", "staff"),
				clocks: { session: "created_at" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					staff_id: STAFF_ID,
					...same(time, "created_at", "seen_at", "ends_at"),
					device_sealed: own("browser", { retention: "session" }),
				},
			},
			staff_second_step_reset: {
				class: "shared",
				subjects: foundBy("staff_id", "staff"),
				clocks: { staff_access: "created_at" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					staff_id: STAFF_ID,
					code_hash: none("Hash of a code that works once, for a day, and only beside the password."),
					reset_by: BY,
					...same(recorded, "created_at", "expires_at", "ended_at"),
				},
			},
			staff_search: {
				class: "shared",
				subjects: foundBy("staff_id", "staff"),
				clocks: { staff_access: "searched_at" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					staff_id: STAFF_ID,
					...same(recorded, "kind", "found", "searched_at"),
				},
			},
			brand_draft: {
				class: "shared",
				subjects: foundBy("staff_id", "staff"),
				clocks: { staff_access: "changed_at" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					staff_id: STAFF_ID,
					...same(recorded, "brand_id", "answers", "state", "reason"),
					version: none("Which change of the row it is."),
					...same(recorded, "created_at", "changed_at", "closed_at"),
					decided_by: BY,
				},
			},
			staff_invitation: {
				class: "shared",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					...same(INVITATION, "code_hash", "email_hash"),
					role: none("What the invited person will be able to do."),
					invited_by: BY,
					...same(none("When the invitation was made and ends."), "created_at", "expires_at"),
				},
			},
		},
	}),
	declare({
		feature: "console",
		planned: false,
		audience: "staff",
		tables: {
			// Before the breach by whose end their term counts.
			breach_entry: {
				class: "shared",
				subjects: NO_PERSON,
				clocks: { rights_request: { column: "closed_at", via: [{ from: "breach_id", table: "breach", to: "id" }] } },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					...same(none("Which breach, and in which place the entry stands."), "breach_id", "number"),
					...same(none("What was done of a breach, and when: an event of the operator's."), "what", "written_at"),
					...same(BY, "staff_id", "role"),
					words_sealed: breachWords,
				},
			},
			breach: {
				class: "shared",
				subjects: NO_PERSON,
				clocks: { rights_request: "closed_at" },
				rowKey: { owner: "id" },
				rowOnErase: "delete",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					...same(none("When a breach became known, and by when what is due."), ...BREACH_TIMES),
					...same(none("What was decided of a breach, without a word about anybody."), ...BREACH_DECISIONS),
					...same(none("How many letters went out: counts of nobody in particular."), ...BREACH_LETTERS),
					letter_after: none("Behind which member the letters go on; nothing once they are out."),
					closed_at: breachEnd,
				},
			},
		},
	}),
];
