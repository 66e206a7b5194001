import type { Context } from "#foundation/context.ts";
import { PROMISES, type PromiseId } from "#foundation/register/promises.ts";
import { treeInForce } from "../versions/in-force.ts";
import { type Passage, passagesOf, sentenceHash } from "./passages.ts";
import type { Embedded, NamedTest, TestReport } from "./report.ts";
import { reportOf, type Standing, standingOf } from "./standing.ts";

export type Finding = Passage & {
	/** Hash of the text. */
	sentence: string | undefined;
	standing: Standing;
	/** Those that ran for this version, or were to. */
	tests: readonly NamedTest[];
};

export type Findings = { report: TestReport | undefined; findings: Finding[] };

/** What the tests of this version found about each promise that the statement in force makes. */
export async function findingsOf(context: Context, embedded: Embedded): Promise<Findings> {
	const report = reportOf(embedded);
	const passages = passagesOf(await treeInForce(context));
	const findings = await Promise.all(passages.map((passage) => findingOf(passage, report)));
	return { report, findings };
}

async function findingOf(passage: Passage, report: TestReport | undefined): Promise<Finding> {
	const { id, text } = passage;
	const sentence = text === undefined ? undefined : await sentenceHash(text);
	const { status } = PROMISES[id];
	const standing = standingOf({ id, status, sentence }, report);
	return { ...passage, sentence, standing, tests: standing === "open" ? [] : testsOf(id, report) };
}

const testsOf = (id: PromiseId, report: TestReport | undefined): readonly NamedTest[] =>
	report?.promises[id]?.tests ?? [];

export const countOf = ({ findings }: Findings, standing: Standing): number =>
	findings.filter((one) => one.standing === standing).length;
