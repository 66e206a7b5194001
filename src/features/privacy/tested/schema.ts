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

/** `/privacy/proof.json`, as docs/promises.schema.json describes it. */
export const findingsSchema = z.strictObject({
	format: z.literal(1),
	brand: z.string().describe("Id of the brand."),
	locale: z.string().describe("Language of the sentences (BCP 47)."),
	statement: z
		.strictObject({ version: count, hash: hash.nullable() })
		.describe("The statement in force, with the hash of its text; null for an archived one."),
	source: hash.nullable().describe("Hash of the source that answers; null where it was not computed."),
	run: z
		.strictObject({ finished_at: z.iso.datetime(), passed: count, failed: count })
		.nullable()
		.describe("The whole run of the tests on this very source; null when there is none."),
	promises: z.array(
		z.strictObject({
			id: promiseId,
			standing: z
				.enum(STANDINGS)
				.describe(
					"proven: its tests passed and the sentence is the one of then. failed: one failed. not_run: not all ran. other_wording: they passed, when another sentence made it. open: it has no test. untested: there is no run on this source.",
				),
			section: z.string().describe("Anchor in /privacy."),
			sentence: z.string().nullable().describe("As the statement has it; null where it was not found."),
			sentence_hash: sentenceHash.nullable().describe("The first 16 bytes of SHA-256 of the sentence in UTF-8."),
			tests: z.array(testSchema).describe("Outcome over all cases and runtimes; flaky: passed on its one retry."),
		}),
	),
});
export type FindingsDocument = z.infer<typeof findingsSchema>;

/** For programs (JSON Schema 2020-12). */
export function findingsJsonSchema(): object {
	return {
		...z.toJSONSchema(findingsSchema),
		title: "What tests prove of a privacy statement",
		description: "GET /privacy/proof.json of a brand.",
	};
}
