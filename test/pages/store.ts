import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { z } from "zod";
import type { CommandIo } from "#cli/command.ts";
import { HOUR } from "#foundation/time.ts";
import { type Archive, answerText, newArchive } from "./archive.ts";
import { storeForms } from "./forms.ts";
import { announce, publishPast } from "./publications.ts";
import { storeReads } from "./reads.ts";
import { seed } from "./seed.ts";
import { storeStatements } from "./statements.ts";
import { type FixedWorld, startFixedWorld } from "./world.ts";

/** A Tuesday in the middle of a month: no keys rotate. */
const START = Date.UTC(2026, 11, 15, 9, 0, 5);

const routesSchema = z.array(z.object({ site: z.enum(["brand", "account"]), method: z.string(), path: z.string() }));

/** Everything that anybody sees, in text files below a folder. @returns how many */
export async function storePages(io: CommandIo, folder: string): Promise<number> {
	const archive = newArchive(folder);
	const own = mkdtempSync(join(tmpdir(), "livery-pages-"));
	const said = (line: string) => io.stderr.write(`${String(archive.count()).padStart(6)}  ${line}\n`);
	try {
		const fixed = await startFixedWorld(io, own, START, (database, server) =>
			publishPast(io, database, server, START, own),
		);
		try {
			const routes = routesSchema.parse(JSON.parse((await fixed.ask("routes", "/", {})).text));
			// An hour ago, so that its mails leave at once.
			const seeded = await seed(fixed, () => announce(io, fixed.database, fixed.source.now - HOUR));
			storeSteps(archive, fixed);
			said("what members and staff did");
			await storeMails(archive, fixed);
			await storeReads(archive, fixed, routes, seeded);
			said("pages");
			await storeForms(archive, fixed, routes, seeded);
			said("forms");
			await storeStatements(archive, fixed, seeded);
			said("statements");
		} finally {
			await fixed.stop();
		}
	} finally {
		rmSync(own, { recursive: true, force: true });
	}
	return archive.count();
}

function storeSteps(archive: Archive, { steps }: FixedWorld): void {
	for (const { number, method, address, reply } of steps)
		archive.put(`steps/${String(number).padStart(4, "0")}`, answerText(`${method} ${address}`, reply));
}

/** Those of one recipient in the order in which they came. */
async function storeMails(archive: Archive, { mail }: FixedWorld): Promise<void> {
	const counts = new Map<string, number>();
	for (const { from, to, raw } of mail.taken) {
		const recipient = to.join(", ");
		const number = (counts.get(recipient) ?? 0) + 1;
		counts.set(recipient, number);
		const { headers, text = "", html = "" } = await PostalMime.parse(raw);
		const head = headers.map(({ key, value }) => `${key}: ${value}`).sort();
		const parts = [`from ${from} to ${recipient}`, ...head, "", text, "", html];
		archive.put(`mails/${recipient}/${number}`, parts.join("\n"));
	}
}
