import type { Declaration, PersonalColumn, TableDeclaration } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	CHANGED_AT,
	declare,
	type Given,
	KEY_VERSION,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
	summarised,
} from "#foundation/register/declare.ts";

const content = personal({
	item: "performer_content",
	category: "voluntary",
	mayHoldSpecial: true,
	purposes: ["publication", "moderation"],
	retention: "brand",
	erase: { by: "shred", unit: "special" },
	edit: "self",
	promises: ["P10"],
});
const state = personal({
	item: "performer_content",
	category: "voluntary",
	mayHoldSpecial: true,
	purposes: ["publication"],
	retention: "brand",
	erase: { by: "delete" },
	promises: ["P07"],
});

const check = (extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item: "identity_document",
		purposes: ["performer_check"],
		retention: "performer_check",
		erase: { by: "delete" },
		promises: ["P07"],
		...extra,
	});
const document = check({ retention: "identity_document", erase: { by: "shred", unit: "core" } });

/** What the law has reported to the tax authority and kept: name, address, birth date, BSN, amounts (P08). */
const reported = (item: Given["item"], extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item,
		purposes: ["fiscal"],
		handling: "fiscal",
		retention: "performer_tax",
		erase: { by: "retain", until: "performer_tax" },
		edit: "request",
		promises: ["P08"],
		...extra,
	});
const earning = reported("performer_earnings", { edit: "no" });

const TAX_TABLES: Record<string, TableDeclaration> = {
	performer_tax: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			member_id: MEMBER_ID,
			...same(reported("performer_identity"), "name_sealed", "address_sealed", "birth_date_sealed", "country"),
			bsn_sealed: reported("bsn", {
				handling: "bsn",
				export: summarised(
					"A copy shows that the number is held and its last three digits, so that a stolen copy harms less.",
				),
			}),
			key_version: KEY_VERSION,
			updated_at: CHANGED_AT,
		},
	},
	earning: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			...same(earning, "member_id", "amount_cents", "earned_at", "state"),
			order_line_id: none("Random identifier of what was sold."),
		},
	},
	payout: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			...same(
				earning,
				"member_id",
				"amount_cents",
				"paid_at",
				"state",
				"account_number_sealed",
				"account_holder_sealed",
			),
			run_id: none("Random identifier of a payment run."),
			key_version: KEY_VERSION,
		},
	},
	tax_report: {
		class: "shared",
		subjects: "later",
		columns: { realm_id: REALM_ID, id: ROW_ID, ...same(earning, "member_id", "year", "total_cents", "reported_at") },
	},
};

/** Planned: performers, what they publish, the check of who they are, and what tax law asks. */
export const CONTENT_DATA: Declaration[] = [
	declare({
		feature: "content",
		planned: true,
		switchedBy: "performers",
		tables: {
			performer: {
				class: "owned",
				subjects: "later",
				columns: { brand_id: BRAND_ID, ...same(state, "member_id", "state", "since", "contract_version") },
			},
			performer_item: {
				class: "owned",
				subjects: "later",
				columns: {
					brand_id: BRAND_ID,
					id: ROW_ID,
					...same(state, "member_id", "state", "published_at"),
					...same(content, "title_sealed", "description_sealed", "object_key"),
					price_cents: none("A price."),
					type: none("Photo or video."),
					key_version: KEY_VERSION,
				},
			},
			identity_check: {
				class: "shared",
				subjects: "later",
				columns: {
					realm_id: REALM_ID,
					id: ROW_ID,
					...same(check(), "member_id", "kind", "outcome", "adult", "checked_at", "checked_by"),
					...same(document, "object_key", "expires_on_sealed"),
					key_version: KEY_VERSION,
				},
			},
			...TAX_TABLES,
		},
		objects: [
			{ prefix: "content/", key: "later", ...content },
			{ prefix: "identity/", key: "later", ...document },
		],
	}),
];
