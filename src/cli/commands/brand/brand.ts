import { nearestWord } from "#foundation/brand/config/problem.ts";
import { printableLine } from "#foundation/printable.ts";
import { CommandError, type CommandIo } from "../../command.ts";
import { isHelp, type Usage, usageText } from "../../usage.ts";

type Command = (argv: string[], io: CommandIo) => Promise<number>;

const COMMANDS: Record<string, () => Promise<{ run: Command; usage: Usage }>> = {
	new: () => import("./new.ts").then(({ brandNew, USAGE }) => ({ run: brandNew, usage: USAGE })),
	check: () => import("./check.ts").then(({ brandCheck, USAGE }) => ({ run: brandCheck, usage: USAGE })),
	preview: () => import("./preview.ts").then(({ brandPreview, USAGE }) => ({ run: brandPreview, usage: USAGE })),
	apply: () => import("./apply.ts").then(({ brandApply, USAGE }) => ({ run: brandApply, usage: USAGE })),
	record: () => import("./record.ts").then(({ brandRecord, USAGE }) => ({ run: brandRecord, usage: USAGE })),
	drafts: () => import("./drafts.ts").then(({ brandDrafts, USAGE }) => ({ run: brandDrafts, usage: USAGE })),
	history: () =>
		import("./history.ts").then(({ brandHistory, HISTORY_USAGE }) => ({ run: brandHistory, usage: HISTORY_USAGE })),
	rollback: () =>
		import("./history.ts").then(({ brandRollback, ROLLBACK_USAGE }) => ({ run: brandRollback, usage: ROLLBACK_USAGE })),
	"import-statement": () =>
		import("./import.ts").then(({ brandImport, USAGE }) => ({ run: brandImport, usage: USAGE })),
};

/** Whose each is. */
const AUDIENCES: Readonly<Record<string, readonly string[]>> = {
	"for affiliates": ["new", "check", "preview"],
	"for operators": ["apply", "drafts", "record", "history", "rollback", "import-statement"],
};

async function listed(): Promise<string> {
	const lines: string[] = [];
	for (const [audience, names] of Object.entries(AUDIENCES)) {
		lines.push(`${audience}:`);
		for (const name of names) {
			const usage = (await COMMANDS[name]?.())?.usage;
			lines.push(`  npm run brand -- ${name.padEnd(17)} ${usage?.does}`);
		}
	}
	return [...lines, "Each says more: npm run brand -- <command> --help"].join("\n");
}

/** `npm run brand -- <command>`: the affiliate's tools (new, check, preview) and the operator's. */
export async function brand(argv: string[], io: CommandIo): Promise<number> {
	const [name = "", ...rest] = argv;
	const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	const wantsHelp = [name, ...rest].some(isHelp);
	if (command === undefined) {
		if (wantsHelp) {
			io.stdout.write(`Makes a brand from one file, and publishes it.\n\n${await listed()}\n`);
			return 0;
		}
		const nearest = nearestWord(name, Object.keys(COMMANDS));
		const meant = nearest === undefined ? "" : ` Did you mean "${nearest}"?`;
		throw new CommandError(
			`${name === "" ? "which brand command?" : `there is no "brand ${printableLine(name)}".${meant}`}\n${await listed()}`,
		);
	}
	const { run, usage } = await command();
	if (!wantsHelp) return run(rest, io);
	io.stdout.write(usageText(usage));
	return 0;
}
