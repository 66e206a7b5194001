import { join } from "node:path";
import { runnerImport } from "vite";
import { type CommandIo, parseOptions } from "#cli/command.ts";
import type { Usage } from "#cli/usage.ts";
import { APPROVED, writeTexts } from "./files.ts";

export const USAGE: Usage = {
	does: "Remakes test/approved/: the texts of each brand in tenants/. The difference that is committed is the approval.",
	forms: ["npm run approve"],
	example: "npm run approve",
};

/** `npm run approve`: remakes `test/approved/`. Read the difference before it is committed: that is the approval. */
export async function approve(argv: string[], io: CommandIo): Promise<number> {
	parseOptions(argv, {});
	// Pages and mails hold JSX, which Node cannot run as it stands.
	const { module } = await runnerImport<typeof import("./texts.ts")>(join(import.meta.dirname, "texts.ts"), {
		configFile: false,
		root: io.directory,
		logLevel: "error",
		oxc: { jsx: { runtime: "automatic", importSource: "hono/jsx" } },
	});
	const texts = await module.derivedTexts(io.directory);
	const changed = writeTexts(join(io.directory, APPROVED), texts);
	for (const path of changed) io.stdout.write(`${APPROVED}/${path}\n`);
	io.stdout.write(`${changed.length} of ${texts.size} approved texts changed\n`);
	return 0;
}
