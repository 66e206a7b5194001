import { z } from "zod";

/** A version's number in an address: no leading zero, so that each version has one address. */
export const versionNumber = z
	.string()
	.regex(/^(0|[1-9][0-9]{0,5})$/)
	.transform(Number);

/** The form that chooses two versions to compare sends both; the page itself has neither. */
export const comparisonQuery = z.union([
	z.object({ from: z.undefined().optional(), to: z.undefined().optional() }),
	z.object({ from: versionNumber, to: versionNumber }),
]);

/** A version, `3`, or two that are compared, `3..5`. */
export const versionsParam = z.object({
	version: z
		.string()
		.transform((text) => text.split(".."))
		.pipe(z.union([z.tuple([versionNumber]), z.tuple([versionNumber, versionNumber])])),
});
