/** Why a moderator may reject a photo: a closed list, as the database holds to it. */
export const REJECTION_REASONS = [
	"no_person",
	"someone_else",
	"looks_minor",
	"explicit",
	"contact_details",
	"other",
] as const;
/** What a moderator may choose now: whether a person looks too young is checked in a lane of its own (DECISIONS 105). */
export const OFFERED_REASONS = [
	"no_person",
	"someone_else",
	"explicit",
	"contact_details",
	"other",
] as const satisfies readonly RejectionReason[];
export type RejectionReason = (typeof REJECTION_REASONS)[number];

/** What the moderator adds to another reason than those of the list, in code points. */
export const MAX_NOTE_LENGTH = 300;

export function rejectionReason(text: string | null | undefined): RejectionReason | undefined {
	return REJECTION_REASONS.find((reason) => reason === text);
}
