import { CommandError, type CommandIo } from "../../command.ts";

type Command = (argv: string[], io: CommandIo) => Promise<number>;

const COMMANDS: Record<string, { load: () => Promise<Command>; says: string }> = {
	new: { load: async () => (await import("./new.ts")).brandNew, says: "new <host>: write a brand file" },
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
		says: "import-statement <id> <file> --effective <date>: archive an older statement as version 0",
	},
};

/** `npm run brand -- <command>`: the affiliate's tools (new, check, preview) and the operator's. */
export async function brand(argv: string[], io: CommandIo): Promise<number> {
	const [name = "", ...rest] = argv;
	const command = COMMANDS[name];
	if (command === undefined) {
		const list = Object.values(COMMANDS).map(({ says }) => `  npm run brand -- ${says}`);
		throw new CommandError(
			`${name === "" ? "which brand command?" : `there is no "brand ${name}".`}\n${list.join("\n")}`,
		);
	}
	return (await command.load())(rest, io);
}
