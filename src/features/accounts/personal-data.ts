import type { CookieDeclaration, Declaration, TableDeclaration } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	CHANGED_AT,
	declare,
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
import { CODE_TABLES, core, email, SECOND_FACTOR_TABLES, SECRET } from "./personal-data-sign-in.ts";

const INDEX = withheld("A keyed imprint for looking up; the value itself is in the copy.");
const userName = (extra: Partial<Given> = {}) => core("user_name", { promises: ["P01", "P03", "P48"], ...extra });
const password = (extra: Partial<Given> = {}) =>
	core("password", { promises: ["P01", "P48", "P56"], export: SECRET, edit: "self", ...extra });
const adultAnswer = (extra: Partial<Given> = {}) =>
	core("adult_answer", { purposes: ["age_check"], promises: ["P01"], ...extra });
const state = core("account_state", { promises: ["P37", "P38"] });
const ADDRESS = { index: "email_index", kind: "email", sealed: "email_sealed" } as const;
const unconfirmed = { retention: "unconfirmed_account", erase: { by: "delete" } } as const;
const LIKENESS_VERSION = none("Version of the table of look-alikes by which the imprint was made.");

const MEMBER: TableDeclaration = {
	class: "shared",
	subjects: foundBy("id", "member"),
	person: { as: "member", endedBy: "account", address: ADDRESS, copyAt: "/privacy/export" },
	clocks: { account: "closed_at" },
	rowOnErase: "delete",
	columns: {
		realm_id: REALM_ID,
		id: MEMBER_ID,
		email_sealed: email({ edit: "self" }),
		email_index: email({ export: INDEX, erase: { by: "delete" } }),
		user_name_sealed: userName({ edit: "request" }),
		user_name_index: userName({ export: INDEX, erase: { by: "delete" } }),
		user_name_likeness_index: userName({ export: INDEX, erase: { by: "delete" } }),
		password_sealed: password(),
		gender_sealed: core("gender", { purposes: ["use_of_site", "suggestions"], promises: ["P01"], edit: "self" }),
		language: core("language", { promises: ["P24"], edit: "request", erase: { by: "delete" } }),
		...same(adultAnswer(), "adult_answer_sealed", "adult_rule", "adult_answered_at"),
		...same(state, "state", "created_at", "confirmed_at", "suspended_at", "closed_at", "purge_at", "erasing_at"),
		session_epoch: none("A counter that ends sessions."),
		key_version: KEY_VERSION,
		likeness_version: LIKENESS_VERSION,
		updated_at: CHANGED_AT,
	},
};

const REGISTRATION: TableDeclaration = {
	class: "shared",
	subjects: foundBy("id", "registration"),
	person: { as: "registration", endedBy: "unconfirmed_account", address: ADDRESS },
	clocks: { unconfirmed_account: "created_at" },
	rowOnErase: "delete",
	columns: {
		realm_id: REALM_ID,
		id: ROW_ID,
		brand_id: BRAND_ID,
		email_sealed: email(unconfirmed),
		email_index: email({ ...unconfirmed, export: INDEX }),
		user_name_sealed: userName(unconfirmed),
		user_name_index: userName({ ...unconfirmed, export: INDEX }),
		user_name_likeness_index: userName({ ...unconfirmed, export: INDEX }),
		password_sealed: password({ ...unconfirmed, edit: "no" }),
		gender_sealed: core("gender", { ...unconfirmed, promises: ["P01"] }),
		language: core("language", unconfirmed),
		...same(adultAnswer(unconfirmed), "adult_answer_sealed", "adult_rule", "adult_answered_at"),
		...same(core("account_state", unconfirmed), "created_at", "expires_at"),
		key_version: KEY_VERSION,
		likeness_version: LIKENESS_VERSION,
	},
};

/** One row per member and brand. On an adult brand the row itself is special data (DECISIONS 13). */
const membership = personal({
	item: "membership",
	specialOnAdultBrands: true,
	purposes: ["use_of_site"],
	retention: "brand",
	erase: { by: "delete" },
	promises: ["P05"],
});
const MEMBERSHIP: TableDeclaration = {
	class: "owned",
	subjects: foundBy("member_id", "member"),
	clocks: { brand: MEMBER_CLOSED },
	rowOnErase: "delete",
	columns: {
		brand_id: BRAND_ID,
		...same(membership, "member_id", "joined_at", "state", "statement_notified"),
		pairwise_id: personal({
			item: "membership",
			specialOnAdultBrands: true,
			purposes: ["use_of_site"],
			retention: "brand",
			erase: { by: "delete" },
			export: withheld("A made-up number that stands for you towards others on this site; it holds nothing."),
		}),
		updated_at: CHANGED_AT,
	},
};

const sessionTime = core("sessions", {
	retention: "session",
	erase: { by: "delete" },
	edit: "self",
	promises: ["P24"],
});
const SESSION: TableDeclaration = {
	class: "shared",
	subjects: foundBy("member_id", "member"),
	clocks: { session: "created_at" },
	rowOnErase: "delete",
	columns: {
		realm_id: REALM_ID,
		id: ROW_ID,
		brand_id: BRAND_ID,
		member_id: MEMBER_ID,
		...same(sessionTime, "created_at", "seen_at", "ends_at", "kept_signed_in", "epoch", "scope"),
		device_type_sealed: core("device_type", { retention: "session" }),
		operating_system_sealed: core("operating_system", { retention: "session" }),
		browser_sealed: core("browser", { retention: "session" }),
	},
};

const count = personal({
	item: "ip_address",
	purposes: ["security_improvement"],
	retention: "abuse_count",
	erase: { by: "shred", unit: "log" },
	export: withheld("A keyed imprint under the key of one day; nobody can find you in it."),
	promises: ["P14", "P48"],
});
/** For a member of staff: theirs. Of a name alone, a keyed hash under the key of one day, kept for a day. */
const guesses = core("account_state", {
	purposes: ["security_improvement"],
	retention: "guess_count",
	erase: { by: "delete" },
});
const ABUSE: Record<string, TableDeclaration> = {
	abuse_count: {
		class: "platform",
		subjects: { none: "Keyed imprints of addresses and accounts; nobody is found by them once the day is over." },
		clocks: { abuse_count: "window_start" },
		rowOnErase: "delete",
		columns: {
			kind: none("Which action is counted."),
			subject_index: count,
			window_start: none("Start of the counting window."),
			count: none("A number."),
		},
	},
	password_guess: {
		class: "shared",
		subjects: foundBy("subject", "member", "staff"),
		clocks: { guess_count: "counted_at" },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			...same(guesses, "subject", "failures", "own_failures", "told_at", "counted_at", "expires_at"),
		},
	},
	user_name_hold: {
		class: "shared",
		subjects: { none: "Imprints of names of accounts that are erased: no row says whose a name was." },
		clocks: { name_hold: "held_at" },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			...same(
				personal({
					item: "block_marks",
					purposes: ["security_improvement"],
					retention: "name_hold",
					erase: { by: "delete" },
					export: withheld("A keyed imprint that cannot be read back to a name."),
					promises: ["P03"],
				}),
				"name_index",
				"likeness_index",
			),
			salt: none("Which quarter's salt the imprints stand under."),
			held_at: none("When an account was erased; without the imprints it concerns nobody."),
		},
	},
};

function cookie(id: CookieDeclaration["id"], name: string, keptFor: CookieDeclaration["keptFor"]): CookieDeclaration {
	return {
		id,
		name,
		item: "necessary_cookies",
		necessary: true,
		purpose: "use_of_site",
		keptFor,
		setBy: "brand",
		promises: ["P24", "P48"],
	};
}

/** The account that a person keeps once, memberships, and all that signing in needs. */
export const ACCOUNT_DATA: Declaration[] = [
	declare({
		feature: "accounts",
		planned: false,
		logFields: [
			{ place: "failed", ...none("How many accounts a run could not open: a number.") },
			{ place: "brand.id", ...none("Which brand a run was about.") },
		],
		tables: {
			member: MEMBER,
			registration: REGISTRATION,
			membership: MEMBERSHIP,
			session: SESSION,
			...CODE_TABLES,
			...SECOND_FACTOR_TABLES,
			...ABUSE,
		},
		cookies: [
			cookie("session", "__Host-session", "P30D"),
			cookie("sign_in", "__Host-login", "session"),
			cookie("account_session", "__Host-account", "P30D"),
			cookie("device", "__Host-device", "P400D"),
			cookie("joining", "__Host-join", "P14D"),
		],
	}),
];
