import { printableLine } from "#foundation/printable.ts";
import { CommandError, type CommandIo } from "../../command.ts";

type Command = (argv: string[], io: CommandIo) => Promise<number>;

const COMMANDS: Record<string, { load: () => Promise<Command>; says: string; help?: () => Promise<string> }> = {
	new: {
		load: async () => (await import("./new.ts")).brandNew,
		says: "new <host>: write a brand file",
		help: async () => (await import("./new.ts")).USAGE,
	},
	check: {
		load: async () => (await import("./check.ts")).brandCheck,
		says: "check [<id>…] [--all]: find what is wrong in it",
	},
	preview: {
		load: async () => (await import("./preview.ts")).brandPreview,
		says: "preview <id> [--planned]: look at it before it is published, or with everything planned",
	},
	apply: {
		load: async () => (await import("./apply.ts")).brandApply,
		says: "apply [<id>…] [--dry-run] [--remove <id>]: publish (the operator's)",
	},
	record: {
		load: async () => (await import("./record.ts")).brandRecord,
		says: "record <id> [--json]: the record of processing activities (GDPR Art. 30)",
	},
	drafts: {
		load: async () => (await import("./drafts.ts")).brandDrafts,
		says: "drafts [--apply]: what was approved in the console; publish it (the operator's)",
	},
	history: {
		load: async () => (await import("./history.ts")).brandHistory,
		says: "history <id>: what was published when",
	},
	rollback: {
		load: async () => (await import("./history.ts")).brandRollback,
		says: "rollback <id> <revision>: publish old settings anew",
	},
	"import-statement": {
		load: async () => (await import("./import.ts")).brandImport,
		says: "import-statement <id> <file> --effective <date> [--lint] [--dry-run] [--yes]: archive an older statement as version 0",
	},
};

const listed = () => Object.values(COMMANDS).map(({ says }) => `  npm run brand -- ${says}`);

const helpOf = async ({ help, says }: (typeof COMMANDS)[string]) => (await help?.()) ?? `npm run brand -- ${says}`;

/** `npm run brand -- <command>`: the affiliate's tools (new, check, preview) and the operator's. */
export async function brand(argv: string[], io: CommandIo): Promise<number> {
	const [name = "", ...rest] = argv;
	const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	const wantsHelp = [name, ...rest].some((argument) => argument === "--help" || argument === "-h");
	if (wantsHelp) {
		io.stdout.write(`${command === undefined ? listed().join("\n") : await helpOf(command)}\n`);
		return 0;
	}
	if (command === undefined) {
		throw new CommandError(
			`${name === "" ? "which brand command?" : `there is no "brand ${printableLine(name)}".`}\n${listed().join("\n")}`,
		);
	}
	return (await command.load())(rest, io);
}
