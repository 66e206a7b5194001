import { DISCLOSURE_UNITS } from "#foundation/ledgers/disclosure.ts";
import { LEGAL_UNITS } from "#foundation/ledgers/legal-disclosure.ts";
import type { TableDeclaration } from "#foundation/register/declaration.ts";
import { foundBy, type Given, none, personal, REALM_ID, ROW_ID, same, withheld } from "#foundation/register/declare.ts";

const disclosure = (extra: Partial<Given> = {}) =>
	personal({
		item: "disclosures",
		purposes: ["accountability", "legal_duty"],
		retention: "disclosure",
		erase: { by: "delete" },
		promises: ["P17", "P22"],
		...extra,
	});

/** Also the words of a proposal: whose order it is says what its member does on a site for adults. */
const legalWords = disclosure({
	purposes: ["accountability"],
	specialOnAdultBrands: true,
	erase: { by: "shred", unit: "core", part: "legal" },
});
const STAFF = ["proposed_by", "decided_by", "taken_by"];

/** To whom something of a member was given, and the notices that those recipients get (GDPR Art. 15(1)(c), 19). */
export const DISCLOSURE_TABLES: Record<string, TableDeclaration> = {
	disclosure: {
		class: "shared",
		subjects: foundBy("member_id", "member"),
		clocks: { disclosure: "disclosed_at" },
		rowKey: { owner: "member_id", unit: DISCLOSURE_UNITS, by: "id" },
		rowOnErase: "delete",
		shownFrom: "withheld_until",
		columns: {
			realm_id: REALM_ID,
			id: none("Imprint of the cause, which is named by random identifiers; it goes with the row."),
			...same(disclosure(), "member_id", "recipient", "items", "disclosed_at", "disclosed_by", "withheld_until"),
			// The site stands in it, and so what its member does on a site for adults.
			details_sealed: disclosure({
				purposes: ["accountability"],
				specialOnAdultBrands: true,
				erase: { by: "shred", unit: "core", part: "disclosure" },
			}),
		},
	},
	legal_disclosure: {
		class: "shared",
		subjects: foundBy("member_id", "member"),
		clocks: { disclosure: "decided_at" },
		rowKey: { owner: "member_id", unit: LEGAL_UNITS, by: "id" },
		rowOnErase: "delete",
		shownFrom: "shown_from",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			...same(disclosure(), "member_id", "ground", "items", "silent_until", "state", "proposed_role", "proposed_at"),
			...same(disclosure(), "decided_role", "decided_at", "taken_at", "told_at"),
			...same(legalWords, "words_sealed", "refusal_sealed"),
			prolongs: none("Random identifier of the row whose silence this one prolongs; it goes with the row."),
			disclosure_id: none("Imprint of the row's own random identifier, by which the list of disclosures has it."),
			...same(none("Which member of staff it was; the member reads a role, not a name."), ...STAFF),
			shown_from: none("From when on the member is told of the row; in a copy there are no rows before that."),
			told: none("Whether a mail told the member, or the account was gone."),
		},
	},
	recipient_notice: {
		class: "shared",
		subjects: { none: "Named by the recipient's own reference alone, so that a notice outlives who it is about." },
		clocks: { mail: "told_at" },
		rowKey: { owner: "id" },
		rowOnErase: "delete",
		columns: {
			realm_id: REALM_ID,
			id: none("A keyed imprint of act and recipient, which nobody can trace once keys have rotated."),
			...same(none("Which recipient is told of which kind of act."), "recipient", "act"),
			payload_sealed: disclosure({
				purposes: ["accountability"],
				specialOnAdultBrands: true,
				retention: "mail",
				erase: { by: "shred", unit: "notice" },
				export: withheld("What it holds is in the copy: the disclosure that it is about."),
			}),
			...same(none("When the recipient was to be told, and was."), "queued_at", "told_at"),
			told_by: none("Which member of staff told the recipient by hand."),
			told_role: none("The role of the member of staff who told the recipient by hand."),
			...same(
				none("Bookkeeping of attempts to tell the recipient."),
				"state",
				"leased_by",
				"due_at",
				"attempts",
				"last_error_code",
			),
		},
	},
	recipient_notice_count: {
		class: "shared",
		columns: {
			realm_id: REALM_ID,
			...same(
				none("How many notices to a recipient ended how on a day: counts of nobody in particular."),
				...["day", "recipient", "act", "outcome", "notices"],
			),
		},
	},
};
