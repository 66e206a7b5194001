export const RIGHTS = [
	"access",
	"rectification",
	"erasure",
	"restriction",
	"portability",
	"objection",
	"consent",
] as const;
/** The rights that are exercised with us; the complaint goes to the authority. */
export type RightId = (typeof RIGHTS)[number];
