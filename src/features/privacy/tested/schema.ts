import { z } from "zod";
import { OUTCOMES, type TestReport } from "./report.ts";
import { STANDINGS } from "./standing.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const sentenceHash = z.string().regex(/^[0-9a-f]{32}$/);
const promiseId = z.string().regex(/^P\d\d$/);
const count = z.number().int().nonnegative();
const title = z.string().min(1).max(500);
const testSchema = z.strictObject({ title, outcome: z.enum(OUTCOMES), cases: count });

/** The file that `npm test` writes. */
export const testReportSchema: z.ZodType<TestReport> = z.strictObject({
	format: z.literal(1),
	source: hash,
	finishedAt: z.iso.datetime(),
	passed: count,
	failed: count,
	promises: z.record(promiseId, z.strictObject({ sentences: z.array(sentenceHash), tests: z.array(testSchema) })),
});

/** `/privacy/proof.json`, which docs/proof.md explains. */
export const findingsSchema = z.strictObject({
	format: z.literal(1),
	brand: z.string(),
	locale: z.string(),
	statement: z.strictObject({ version: count, hash: hash.nullable() }),
	source: hash.nullable(),
	run: z.strictObject({ finished_at: z.iso.datetime(), passed: count, failed: count }).nullable(),
	promises: z.array(
		z.strictObject({
			id: promiseId,
			standing: z.enum(STANDINGS),
			section: z.string(),
			sentence: z.string().nullable(),
			sentence_hash: sentenceHash.nullable(),
			tests: z.array(testSchema),
		}),
	),
});
export type FindingsDocument = z.infer<typeof findingsSchema>;

/** `docs/proof.schema.json` (JSON Schema 2020-12). */
export const findingsJsonSchema = (): object => z.toJSONSchema(findingsSchema);
