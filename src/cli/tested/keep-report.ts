import { Writable } from "node:stream";
import { CommandError, type CommandIo } from "../command.ts";
import { compileTenants } from "../commands/brand/compile-files.ts";
import type { TitleCounts } from "./outcomes.ts";
import { REPORT_FILE, removeTestReport, reportOfRun, writeTestReport } from "./report-file.ts";
import { sentencesOf } from "./sentences.ts";
import { sourceHash } from "./source-hash.ts";

type Run = {
	/** As it was when the run began. */
	source: string;
	passed: number;
	failed: number;
	/** Undefined when the run broke off. */
	titles: readonly TitleCounts[] | undefined;
};

/**
 * Writes the report on a whole run; without one that can be relied on, takes the earlier one away.
 * @returns one line for the person at the terminal
 */
export async function keepTestReport({ titles, ...run }: Run, io: CommandIo): Promise<string> {
	try {
		if (titles === undefined) throw new CommandError("the run broke off");
		const sentences = await sentencesOf(await compileTenants({ ...io, stdout: nowhere() }));
		// Tests that began before a change and ended after it were about neither source.
		if (sourceHash(io.directory) !== run.source) throw new CommandError("the source was changed meanwhile");
		writeTestReport(io.directory, reportOfRun({ ...run, titles, sentences, finishedAt: io.now() }));
		return `wrote ${REPORT_FILE}`;
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		removeTestReport(io.directory);
		return `no ${REPORT_FILE}: ${error.message}`;
	}
}

/** Warnings about files of brands are for those who publish them. */
const nowhere = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() });
