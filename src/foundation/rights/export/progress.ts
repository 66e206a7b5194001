import { z } from "zod";

/*
 * How far a copy has come: written down, sealed, with every part, so that the next run goes on where this one ended,
 * whatever ended it.
 */

const entrySchema = z.strictObject({
	name: z.string(),
	method: z.union([z.literal(0), z.literal(8)]),
	crc: z.number(),
	size: z.number(),
	packed: z.number(),
	offset: z.number(),
	sha256: z.string(),
	/** Rows of a table that the entry holds. */
	rows: z.number().optional(),
});
/** A file of the copy. */
export type CopyEntry = z.infer<typeof entrySchema>;

const partSchema = z.strictObject({ key: z.string(), bytes: z.number() });
/** An object of the store with the bytes of the archive that come next. */
export type CopyPart = z.infer<typeof partSchema>;

export const progressSchema = z.strictObject({
	/** The tables come first, each with its objects; then the documents. */
	table: z.number(),
	isInObjects: z.boolean(),
	after: z.array(z.union([z.string(), z.number()])),
	/** How many files of rows this table has so far. */
	chunk: z.number(),
	/** Bytes of the archive so far. */
	offset: z.number(),
	entries: z.array(entrySchema),
	parts: z.array(partSchema),
	/** By table: its rows, its values that could not be opened, and its objects that were not in the store. */
	rows: z.record(z.string(), z.number()),
	unreadable: z.record(z.string(), z.number()),
	missing: z.record(z.string(), z.number()),
});
export type Progress = z.infer<typeof progressSchema>;

export const BEGINNING: Progress = {
	...{ table: 0, isInObjects: false, after: [], chunk: 0, offset: 0 },
	...{ entries: [], parts: [], rows: {}, unreadable: {}, missing: {} },
};

export const added = (counts: Progress["rows"], name: string, more: number): Progress["rows"] =>
	more === 0 ? counts : { ...counts, [name]: (counts[name] ?? 0) + more };
