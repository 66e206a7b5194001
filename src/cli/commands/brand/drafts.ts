import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { approvedDrafts, markPublished } from "#features/console/drafts/approved.ts";
import { storedAnswers } from "#features/console/drafts/schema.ts";
import { brandFileText } from "#foundation/brand-file/brand-file.ts";
import type { Database } from "#foundation/db/database.ts";
import { brandIdSchema, type RealmId, realmIdSchema } from "#foundation/ids.ts";
import { printableLine } from "#foundation/printable.ts";
import { CommandError, type CommandIo, parseOptions } from "../../command.ts";
import { withDatabase } from "../../run-state.ts";
import type { Usage } from "../../usage.ts";
import { brandApply } from "./apply.ts";

export const USAGE: Usage = {
	does: "lists what was approved in the console and waits to be published",
	forms: ["npm run brand -- drafts [<id>…] [--apply]"],
	options: { "--apply": "write the file of each, and publish them; without it they are only listed" },
	more: "Each by itself: where publishing one is refused, its file goes again and its draft stays approved.",
	example: "npm run brand -- drafts --apply",
};

type Approved = { realm: RealmId; id: string; version: number; brand: string; host: string; text: string };

/** Drafts that were approved in the console and are not published yet, with the file of each. */
async function waiting(database: Database): Promise<Approved[]> {
	const [rows] = await database.read(approvedDrafts());
	return rows.map(({ realm_id, id, version, answers }) => {
		const known = storedAnswers(answers);
		const { id: brand, host } = known;
		return { realm: realmIdSchema.parse(realm_id), id, version, brand, host, text: brandFileText(known) };
	});
}

/** What `npm start` says of them; undefined where none waits. */
export async function waitingWords(database: Database): Promise<string | undefined> {
	const drafts = await waiting(database);
	if (drafts.length === 0) return undefined;
	const names = drafts.map(({ brand }) => brand).join(", ");
	return `Approved in the console and not published yet: ${names}. Publish with: npm run brand -- drafts --apply`;
}

/**
 * `brand drafts [<id>…] [--apply]`: lists what was approved in the console; with `--apply`, writes `tenants/<id>.toml` of
 * each and publishes it. Each by itself: where publishing one is refused, its file goes again, its draft stays approved,
 * and the others go on. @returns 1 where one was refused
 */
export async function brandDrafts(argv: readonly string[], io: CommandIo): Promise<number> {
	const { switches, rest } = parseOptions(argv, { switches: ["apply"] });
	const all = await withDatabase(io, "drafts", waiting);
	const unknown = rest.find((id) => !all.some(({ brand }) => brand === id));
	if (unknown !== undefined) throw new CommandError(`no approved draft of "${printableLine(unknown)}" waits`);
	const drafts = rest.length === 0 ? all : all.filter(({ brand }) => rest.includes(brand));
	for (const { realm, brand, host } of drafts) io.stdout.write(`${printableLine(`${brand}: ${host} (${realm})`)}\n`);
	if (drafts.length === 0) io.stdout.write("no approved draft waits\n");
	if (!switches.has("apply")) return 0;
	let refused = 0;
	for (const draft of drafts) {
		try {
			await publishDraft(draft, io);
		} catch (error) {
			if (!(error instanceof CommandError)) throw error;
			refused += 1;
			io.stderr.write(`${draft.brand}: ${error.message}\nIts draft stays approved.\n`);
		}
	}
	return refused === 0 ? 0 : 1;
}

/** @throws CommandError where another file has the name, or publishing is refused: the file is gone again then */
async function publishDraft(draft: Approved, io: CommandIo): Promise<void> {
	const { brand, text } = draft;
	const path = join(io.directory, "tenants", `${brandIdSchema.parse(brand)}.toml`);
	const isThere = existsSync(path);
	if (isThere && readFileSync(path, "utf8") !== text)
		throw new CommandError(`tenants/${brand}.toml is there already and says something else`);
	try {
		if (!isThere) {
			await writeFile(path, text, { flag: "wx" });
			io.stdout.write(`Wrote tenants/${brand}.toml.\n`);
		}
		if ((await brandApply([brand], io)) !== 0) throw new CommandError("it was not published");
	} catch (error) {
		if (!isThere) await rm(path, { force: true });
		throw error;
	}
	const at = io.now().toISOString();
	await withDatabase(io, "drafts", (database) => database.write(markPublished(draft, at)));
}
