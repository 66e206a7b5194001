import type { Tables } from "#foundation/db/tables.ts";
import type { BrandId } from "#foundation/ids.ts";
import type { Words } from "#locales/locales.ts";

/** What a measure holds for, and whether others still see its member where it holds. */
type MeasureEffect = { holdsOn: "account" | "brand"; hides: boolean };

/**
 * What the operator may decide against a member (DECISIONS 105). A new kind is a row here, and a rule where it acts:
 * the database takes any.
 */
export const MEASURES = {
	suspended_account: { holdsOn: "account", hides: true },
	suspended_on_brand: { holdsOn: "brand", hides: true },
	/** While an age is checked; its member goes on signing in. */
	hidden_for_age: { holdsOn: "account", hides: true },
} as const satisfies Record<string, MeasureEffect>;
export type MeasureKind = keyof typeof MEASURES;

const KINDS = Object.keys(MEASURES) as MeasureKind[];
/** Kinds whose member is shown to nobody where they hold. */
export const HIDING_KINDS = KINDS.filter((kind) => MEASURES[kind].hides);

/** The clauses of the terms on which a measure may rest. Their words are those of the terms. */
export const CLAUSES = [
	...(["person", "age", "ages", "account", "impersonation", "harm", "sharing", "unlawful", "misuse"] as const),
	"content",
] as const satisfies readonly (keyof Words["clauses"])[];
export type ClauseId = (typeof CLAUSES)[number];

/** The clauses that the terms of a realm hold: a sentence about adult sites stands in those of adult sites alone. */
export const clausesOf = (adult: boolean): readonly ClauseId[] => CLAUSES.filter((clause) => adult || clause !== "age");

/** Whether somebody gave notice (Regulation (EU) 2022/2065, Art. 17(3)(b)). */
export const MEASURE_SOURCES = ["own", "notice"] as const;
export type MeasureSource = (typeof MEASURE_SOURCES)[number];

/** Where a suspension holds: a brand, or "" for the whole account. */
export type MeasureScope = BrandId | "";

export const suspensionOf = (scope: MeasureScope): MeasureKind =>
	scope === "" ? "suspended_account" : "suspended_on_brand";

/** Whether a measure is lifted as it was decided; the hiding of a check of age ends by its steps. */
export const isSuspension = (kind: string): boolean => kind === "suspended_account" || kind === "suspended_on_brand";

/** The grounds of a decision. None of them is ever empty. */
export type Grounds = { clause: ClauseId; source: MeasureSource; reason: string };

/** A measure as the database holds it. */
export type MeasureRow = Pick<
	Tables["measure"],
	"id" | "kind" | "brand_id" | "clause" | "source" | "automated" | "reason_sealed" | "begins_at"
>;

/** Each measure has a key of its own, which outlives the account: the member may still object. */
export const MEASURE_UNITS = "core:measure:";

/** Where the sealed reason of a measure stands. */
export const reasonLocation = (id: string) => ({ table: "measure", column: "reason_sealed", row: id });

/** What a row says of its decision; undefined for one whose grounds are not known any more. */
export function groundsOf({ clause, source }: MeasureRow): Omit<Grounds, "reason"> | undefined {
	const known = {
		clause: CLAUSES.find((one) => one === clause),
		source: MEASURE_SOURCES.find((one) => one === source),
	};
	return known.clause && known.source && { clause: known.clause, source: known.source };
}
