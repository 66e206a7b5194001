import { DatabaseUnavailable } from "#foundation/db/database.ts";
import { printableLine } from "#foundation/printable.ts";
import { TablesDisagree } from "#foundation/register/table-rules.ts";
import { CommandError, type CommandIo } from "./command.ts";
import { printer } from "./host/print.ts";

type Command = (argv: string[], io: CommandIo) => Promise<number>;

/** Loaded when asked for, so that `brand check` does not pay for the browser tests' tools. */
const COMMANDS: Record<string, () => Promise<Command>> = {
	dev: async () => (await import("./commands/dev.ts")).dev,
	"start-node": async () => (await import("./commands/start-node.ts")).startNode,
	audit: async () => (await import("./commands/audit.ts")).audit,
	backup: async () => (await import("./commands/backup.ts")).backup,
	brand: async () => (await import("./commands/brand/brand.ts")).brand,
	drill: async () => (await import("./commands/drill.ts")).drill,
	generate: async () => (await import("./commands/generate.ts")).generate,
	keys: async () => (await import("./commands/keys.ts")).keys,
	mail: async () => (await import("./commands/mail.ts")).mail,
	retention: async () => (await import("./commands/retention.ts")).retention,
	restore: async () => (await import("./commands/restore.ts")).restore,
	staff: async () => (await import("./commands/staff.ts")).staff,
	promises: async () => (await import("./commands/promises.ts")).promises,
	pdfs: async () => (await import("./commands/pdfs.ts")).pdfs,
	test: async () => (await import("./commands/test.ts")).test,
	bench: async () => (await import("../../test/bench/bench.ts")).bench,
	pages: async () => (await import("../../test/pages/pages.ts")).pages,
	picture: async () => (await import("../../test/pages/picture.ts")).picture,
	approve: async () => (await import("../../test/support/approved/approve.ts")).approve,
	deploy: async () => (await import("./commands/deploy.ts")).deploy,
	mutate: async () => (await import("./commands/mutate.ts")).mutate,
};

/** The process itself: what a command may touch of the outside. */
export const processIo = (): CommandIo => ({
	stdout: process.stdout,
	stderr: process.stderr,
	stdin: process.stdin,
	directory: process.cwd(),
	now: () => new Date(),
});

/** Runs a command of this process; the exit code comes back. */
export function main(argv: string[]): Promise<number> {
	return run(argv, processIo());
}

/**
 * Runs a command; the exit code comes back. A failure that a person can mend is one line on stderr. Whatever the
 * streams are, what is written to them holds no control sign.
 */
export async function run(argv: string[], { stdout, stderr, ...outside }: CommandIo): Promise<number> {
	const [name = "", ...rest] = argv;
	const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	const io: CommandIo = { ...outside, stdout: printer(stdout), stderr: printer(stderr) };
	if (load === undefined) {
		const known = Object.keys(COMMANDS).join(", ");
		io.stderr.write(`livery: there is no command "${printableLine(name)}". Commands: ${known}\n`);
		return 1;
	}
	try {
		return await (await load())(rest, io);
	} catch (error) {
		const isForeseen = error instanceof CommandError || error instanceof TablesDisagree;
		io.stderr.write(`livery: ${isForeseen ? error.message : (databaseMessage(error) ?? faultOf(error))}\n`);
		return 1;
	}
}

/** A fault of the program: with its stack, for a person that reports it. */
function faultOf(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** A database that is away, or says no, is nothing that a stack trace explains. */
function databaseMessage(error: unknown): string | undefined {
	if (!(error instanceof Error)) return undefined;
	if (error instanceof DatabaseUnavailable) return error.message;
	if (error.message === "fetch failed") return "the database did not answer";
	return error.name === "LibsqlError" ? `the database refused: ${error.message}` : undefined;
}
