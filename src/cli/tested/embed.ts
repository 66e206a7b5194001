import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Embedded } from "#features/privacy/tested/report.ts";
import { REPORT_FILE, readTestReport } from "./report-file.ts";
import { sourceHash } from "./source-hash.ts";

/** The module that a bundle takes another for. */
const REPLACED = "#features/privacy/tested/embedded.ts";

/** As bundlers take it: a module by the name of another. */
export type Alias = Readonly<Record<string, string>>;

/** What is known of the source of a checkout as it is now: its hash, and the report if it is on this very source. */
export function knownOf(directory: string): Embedded {
	const source = sourceHash(directory);
	const report = readTestReport(directory);
	return { source, report: report?.source === source ? report : undefined };
}

/**
 * The same while the source is worked on: nothing unless there is a report, so that not every change is embedded, and
 * nothing while files cannot be read.
 */
export function knownMeanwhile(directory: string): Embedded {
	const nothing = { source: undefined, report: undefined };
	try {
		const known = knownOf(directory);
		return known.report === undefined ? nothing : known;
	} catch {
		return nothing;
	}
}

/** Writes what is known as a module, if it is not there already. @returns what puts it into a bundle */
export function writeEmbedded(file: string, embedded: Embedded): Alias {
	const text = `export const EMBEDDED = ${JSON.stringify(embedded)};\n`;
	mkdirSync(dirname(file), { recursive: true });
	if (textOf(file) !== text) writeFileSync(file, text);
	return { [REPLACED]: file };
}

function textOf(file: string): string | undefined {
	try {
		return readFileSync(file, "utf8");
	} catch {
		return undefined;
	}
}

/** Where a command keeps that module, in its folder. */
export const embeddedIn = (folder: string): string => join(folder, "tested.mjs");

/** One line for those who deploy it. */
export function describeKnown({ report }: Embedded): string {
	if (report === undefined)
		return `no report of a whole \`npm test\` on this source (${REPORT_FILE}): /privacy/proof says that this version was not tested`;
	const { passed, failed, finishedAt } = report;
	return `tested as it is: ${passed} passed, ${failed} failed, ${finishedAt}; /privacy/proof says so`;
}
