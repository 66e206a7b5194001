import { nearestWord } from "#foundation/brand/config/problem.ts";
import { DatabaseUnavailable } from "#foundation/db/database.ts";
import { printableLine } from "#foundation/printable.ts";
import { TablesDisagree } from "#foundation/register/table-rules.ts";
import { CommandError, type CommandIo } from "./command.ts";
import { printer } from "./host/print.ts";
import { isHelp, type Usage, usageText } from "./usage.ts";

type Command = (argv: string[], io: CommandIo) => Promise<number>;

type Loaded = { run: Command; usage?: Usage };

/** Loaded when asked for, so that `brand check` does not pay for the browser tests' tools. */
const COMMANDS: Record<string, () => Promise<Loaded>> = {
	dev: () => import("./commands/dev.ts").then(({ dev, USAGE }) => ({ run: dev, usage: USAGE })),
	"start-node": () =>
		import("./commands/start-node.ts").then(({ startNode, USAGE }) => ({ run: startNode, usage: USAGE })),
	audit: () => import("./commands/audit.ts").then(({ audit, USAGE }) => ({ run: audit, usage: USAGE })),
	backup: () => import("./commands/backup.ts").then(({ backup, USAGE }) => ({ run: backup, usage: USAGE })),
	// It tells of each of its own commands.
	brand: () => import("./commands/brand/brand.ts").then(({ brand }) => ({ run: brand })),
	drill: () => import("./commands/drill.ts").then(({ drill, USAGE }) => ({ run: drill, usage: USAGE })),
	generate: () => import("./commands/generate.ts").then(({ generate, USAGE }) => ({ run: generate, usage: USAGE })),
	keys: () => import("./commands/keys.ts").then(({ keys, USAGE }) => ({ run: keys, usage: USAGE })),
	mail: () => import("./commands/mail.ts").then(({ mail, USAGE }) => ({ run: mail, usage: USAGE })),
	retention: () => import("./commands/retention.ts").then(({ retention, USAGE }) => ({ run: retention, usage: USAGE })),
	restore: () => import("./commands/restore.ts").then(({ restore, USAGE }) => ({ run: restore, usage: USAGE })),
	staff: () => import("./commands/staff.ts").then(({ staff, USAGE }) => ({ run: staff, usage: USAGE })),
	promises: () => import("./commands/promises.ts").then(({ promises, USAGE }) => ({ run: promises, usage: USAGE })),
	pdfs: () => import("./commands/pdfs.ts").then(({ pdfs }) => ({ run: pdfs })),
	test: () => import("./commands/test.ts").then(({ test, USAGE }) => ({ run: test, usage: USAGE })),
	bench: () => import("../../test/bench/bench.ts").then(({ bench, USAGE }) => ({ run: bench, usage: USAGE })),
	pages: () => import("../../test/pages/pages.ts").then(({ pages, USAGE }) => ({ run: pages, usage: USAGE })),
	picture: () => import("../../test/pages/picture.ts").then(({ picture, USAGE }) => ({ run: picture, usage: USAGE })),
	approve: () =>
		import("../../test/support/approved/approve.ts").then(({ approve, USAGE }) => ({ run: approve, usage: USAGE })),
	deploy: () => import("./commands/deploy.ts").then(({ deploy, USAGE }) => ({ run: deploy, usage: USAGE })),
	mutate: () => import("./commands/mutate.ts").then(({ mutate, USAGE }) => ({ run: mutate, usage: USAGE })),
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
		const known = Object.keys(COMMANDS);
		const nearest = nearestWord(name, known);
		const meant = nearest === undefined ? "" : `Did you mean "${nearest}"? `;
		io.stderr.write(`livery: there is no command "${printableLine(name)}". ${meant}Commands: ${known.join(", ")}\n`);
		return 1;
	}
	try {
		const { run: command, usage } = await load();
		if (usage === undefined || !rest.some(isHelp)) return await command(rest, io);
		io.stdout.write(usageText(usage));
		return 0;
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
