import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { type Database, openDatabase } from "#foundation/db/database.ts";
import { TABLE_RULES } from "../register.ts";
import { CommandError, type CommandIo } from "./command.ts";
import { migrate, requireMigrated } from "./commands/migrate.ts";
import { startDatabase } from "./local/sqld.ts";
import { slowSteps } from "./local/steps.ts";
import { freePort } from "./ports.ts";
import { newSecrets, type Secrets, secretsAmong } from "./secrets.ts";

const runSchema = z.object({ pid: z.number(), databaseUrl: z.url(), workerUrl: z.url() });
export type RunState = z.infer<typeof runSchema>;

/** Below the data folder: what `npm run start:node` keeps, and the backups. */
export const NODE_FOLDER = "node";
export const BACKUPS_FOLDER = "backups";

export const dataDirectory = (io: Pick<CommandIo, "directory">) => join(io.directory, ".data");
const runFile = (io: Pick<CommandIo, "directory">) => join(dataDirectory(io), "run.json");

/** Empties the data folder but for backups and what `npm run start:node` has in it, which may be running. */
export function removeDevelopmentData(io: Pick<CommandIo, "directory">): void {
	if (!existsSync(dataDirectory(io))) return;
	for (const name of readdirSync(dataDirectory(io)))
		if (name !== NODE_FOLDER && name !== BACKUPS_FOLDER)
			rmSync(join(dataDirectory(io), name), { recursive: true, force: true });
}

export function writeRunState(io: CommandIo, state: RunState): void {
	writeFileSync(runFile(io), `${JSON.stringify(state, null, "\t")}\n`);
}

export function clearRunState(io: CommandIo): void {
	rmSync(runFile(io), { force: true });
}

/** What `npm start` said of itself, if it still runs. */
export function readRunState(io: Pick<CommandIo, "directory">): RunState | undefined {
	if (!existsSync(runFile(io))) return undefined;
	try {
		const state = runSchema.parse(JSON.parse(readFileSync(runFile(io), "utf8")));
		return isAlive(state.pid) ? state : undefined;
	} catch {
		// Half written, or of another version: nothing that runs can be told from it.
		return undefined;
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** Writes the environment of a local runtime. Its secrets are made at random at the first start, and kept. */
export function writeDevelopmentVariables(
	folder: string,
	variables: Record<string, string>,
): { file: string; variables: Record<string, string> } {
	const file = join(folder, "dev.vars");
	mkdirSync(folder, { recursive: true });
	const all = { ...newSecrets(), ...secretsIn(file), ...variables };
	const lines = Object.entries(all).map(([name, value]) => `${name}=${value}\n`);
	writeFileSync(file, lines.join(""), { mode: 0o600 });
	return { file, variables: all };
}

/** The secrets that an earlier start wrote. */
function secretsIn(file: string): Partial<Secrets> {
	return existsSync(file) ? secretsAmong(readFileSync(file, "utf8")) : {};
}

/** Those of `npm start`; none where a database was named, which is another's. */
export function developmentSecrets(io: Pick<CommandIo, "directory">): Partial<Secrets> {
	return process.env.DATABASE_URL === undefined ? secretsIn(join(dataDirectory(io), "dev.vars")) : {};
}

/**
 * Runs an operator's command against the right database: DATABASE_URL when set, else the running development
 * database, else one that is started for the command alone.
 */
export async function withDatabase<Result>(
	io: CommandIo,
	reason: string,
	work: (database: Database, url: string) => Promise<Result>,
): Promise<Result> {
	const authToken = process.env.DATABASE_TOKEN;
	const known = process.env.DATABASE_URL ?? readRunState(io)?.databaseUrl;
	const steps = slowSteps(io);
	const startOwn = async () => startDatabase(join(dataDirectory(io), "sqld"), await freePort());
	const server = known === undefined ? await steps.run(() => "libSQL server started", startOwn) : undefined;
	const url = known ?? server?.url;
	if (url === undefined) throw new CommandError("there is no database");
	try {
		// A database that was named is someone's production: only a deploy changes its shape.
		if (process.env.DATABASE_URL !== undefined) await requireMigrated(url, authToken, io.directory);
		else
			await steps.run(
				(count) => (count > 0 ? `applied ${count} migration(s)` : "migrations compared"),
				() => migrate(url, authToken, io.directory, io.now()),
			);
		return await work(operatorDatabase(url, authToken, reason), url);
	} finally {
		await server?.stop();
	}
}

/**
 * Where the database is that `withDatabase` would take, of whatever version it is.
 * @param isNew the database is to be empty: one that runs is refused
 */
export async function withTarget<Result>(
	io: CommandIo,
	{ isNew }: { isNew: boolean },
	work: (target: { url: string; authToken: string | undefined }) => Promise<Result>,
): Promise<Result> {
	const url = process.env.DATABASE_URL;
	if (url !== undefined) return work({ url, authToken: process.env.DATABASE_TOKEN });
	const running = readRunState(io);
	if (running !== undefined && isNew)
		throw new CommandError("`npm start` runs on this machine's database: end it, and begin with an empty one");
	if (running !== undefined) return work({ url: running.databaseUrl, authToken: undefined });
	const server = await startDatabase(join(dataDirectory(io), "sqld"), await freePort());
	try {
		return await work({ url: server.url, authToken: undefined });
	} finally {
		await server.stop();
	}
}

/** A database on this machine: what is published there, nobody visits. */
export function isLocal(url: string): boolean {
	return /^(127\.|localhost$|\[::1\]$)/.test(new URL(url).hostname);
}

/** A database for the operator's tools: it may read every brand, and says why. */
export function operatorDatabase(url: string, authToken: string | undefined, reason: string): Database {
	return openDatabase(
		{ url, authToken, rules: TABLE_RULES, timeout: 60_000, clock: () => performance.now() },
		{ kind: "system", reason },
	);
}
