import type { PersonalColumn, TableDeclaration } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	foundBy,
	type Given,
	KEY_VERSION,
	MEMBER_CLOSED,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
	withheld,
} from "#foundation/register/declare.ts";

/** A column of the account itself, sealed in the member's core unit. */
export const core = (item: Given["item"], extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item,
		purposes: ["use_of_site"],
		retention: "account",
		erase: { by: "shred", unit: "core" },
		...extra,
	});

export const SECRET = withheld("A secret of signing in: giving it out would weaken the account.");

export const email = (extra: Partial<Given> = {}) =>
	core("email", {
		purposes: ["use_of_site", "sending_messages", "service_information"],
		promises: ["P02", "P48"],
		...extra,
	});
const means = core("sign_in_means", { erase: { by: "delete" }, edit: "self" });
const secret = core("sign_in_means", { erase: { by: "delete" }, export: SECRET, edit: "self" });

const code = core("sign_in_means", { retention: "one_time_code", erase: { by: "delete" }, export: SECRET });
/** What passes between the account host, a brand and a mailbox, once. */
export const CODE_TABLES: Record<string, TableDeclaration> = {
	sign_in_code: {
		class: "shared",
		subjects: foundBy("member_id", "member"),
		clocks: { one_time_code: "issued_at" },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			brand_id: BRAND_ID,
			member_id: MEMBER_ID,
			...same(code, "code_hash", "challenge", "kept_signed_in", "issued_at", "expires_at"),
		},
	},
	mail_code: {
		class: "shared",
		subjects: foundBy("member_id", "member", "registration"),
		clocks: { one_time_code: "issued_at" },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			member_id: MEMBER_ID,
			kind: none("What the code is for: confirm, reset or change of address."),
			new_email_sealed: email({ retention: "one_time_code" }),
			new_email_index: email({
				retention: "one_time_code",
				erase: { by: "delete" },
				export: withheld("A keyed imprint for looking up; the value itself is in the copy."),
			}),
			...same(code, "code_hash", "issued_at", "expires_at", "used_at"),
			key_version: KEY_VERSION,
		},
	},
};

/** Keys with which a member signs in beside the password, or instead of it. */
export const SECOND_FACTOR_TABLES: Record<string, TableDeclaration> = {
	passkey: {
		class: "shared",
		subjects: foundBy("member_id", "member"),
		clocks: { account: MEMBER_CLOSED },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			member_id: MEMBER_ID,
			name_sealed: core("sign_in_means", { edit: "self" }),
			credential_sealed: core("sign_in_means", { export: SECRET, edit: "self" }),
			...same(means, "created_at", "used_at"),
			...same(secret, "credential_hash", "counter"),
		},
	},
	used_challenge: {
		class: "shared",
		columns: {
			realm_id: REALM_ID,
			challenge_hash: none("Hash of a random number that was signed once; it belongs to no one."),
			expires_at: none("When the number is of no use anyway."),
		},
	},
	authenticator: {
		class: "shared",
		subjects: foundBy("member_id", "member"),
		clocks: { account: MEMBER_CLOSED },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			member_id: MEMBER_ID,
			created_at: means,
			last_step: secret,
			secret_sealed: core("sign_in_means", { export: SECRET, edit: "self" }),
		},
	},
	recovery_code: {
		class: "shared",
		subjects: foundBy("member_id", "member"),
		clocks: { account: MEMBER_CLOSED },
		rowOnErase: "delete",
		columns: { realm_id: REALM_ID, member_id: MEMBER_ID, code_hash: secret, used_at: means },
	},
};
