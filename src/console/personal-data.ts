import type { Declaration } from "../privacy/declaration.ts";
import {
	declare,
	type Given,
	KEY_VERSION,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
	withheld,
} from "../privacy/declare.ts";

const own = (item: Given["item"], extra: Partial<Given> = {}) =>
	personal({
		item,
		purposes: ["use_of_site"],
		retention: "account",
		erase: { by: "shred", unit: "core" },
		edit: "request",
		...extra,
	});
const secret = own("sign_in_means", {
	erase: { by: "delete" },
	export: withheld("A secret of signing in: giving it out would weaken the account."),
});

/** Planned: accounts of the operator's own staff, who have a notice of their own. */
export const STAFF_DATA: Declaration[] = [
	declare({
		feature: "console",
		planned: true,
		audience: "staff",
		tables: {
			staff: {
				class: "shared",
				subject: "id",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					...same(own("email"), "email_sealed", "email_index"),
					display_name_sealed: own("user_name"),
					...same(secret, "credential_id", "public_key", "counter", "authenticator_secret_sealed"),
					role: none("What the member of staff may do."),
					...same(own("account_state"), "state", "created_at", "ended_at"),
					key_version: KEY_VERSION,
				},
			},
			staff_session: {
				class: "shared",
				subject: "staff_id",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					...same(
						own("sessions", { retention: "session", erase: { by: "delete" } }),
						"staff_id",
						"created_at",
						"seen_at",
						"ends_at",
					),
				},
			},
		},
	}),
];
