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
];
