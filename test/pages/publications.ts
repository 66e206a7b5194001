import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandIo } from "#cli/command.ts";
import { publishChangedFiles } from "#cli/commands/brand/apply.ts";
import { brand } from "#cli/commands/brand/brand.ts";
import { compileTenants } from "#cli/commands/brand/compile-files.ts";
import type { DatabaseServer } from "#cli/local/sqld.ts";
import { readLiveState } from "#cli/publish/live-state.ts";
import { planPublication } from "#cli/publish/publication.ts";
import { publish } from "#cli/publish/publish.ts";
import type { CompiledBrand } from "#cli/tenants/files.ts";
import type { Database } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";

const OLD_STATEMENT = `Privacyverklaring van Geilesexsite

Deze tekst zegt wat wij met je gegevens doen. Wij houden ons aan de Wbp.

1. Wat wij vastleggen

Bij een bezoek ontstaan vanzelf de volgende gegevens:

- het soort apparaat;
- het adres waarmee je verbinding maakt.

2. Wissen

Binnen 12 maanden na het sluiten van je account verwijderen we wat we van je hebben.
`;

/** What was published when: three versions of each statement, one of them announced, and an old one that was kept. */

const DAY = 24 * 60 * 60 * 1000;

/** The project's own brands, two more that take nobody, and a second version that is in force by `now`. */
export async function publishPast(
	io: CommandIo,
	database: Database,
	server: DatabaseServer,
	now: number,
	folder: string,
) {
	const at = (days: number): CommandIo => ({ ...io, stdout: io.stderr, now: () => new Date(now - days * DAY) });
	await publishChangedFiles(database, at(100));
	const files = await compileTenants(at(100));
	const harbour = files.find(({ id }) => id === "harbour");
	if (harbour === undefined) throw new Error("there is no harbour");
	const inState = (state: "paused" | "closed"): CompiledBrand => ({
		...harbour,
		id: brandIdSchema.parse(state),
		look: { ...harbour.look, state, hosts: { primary: `${state}.example`, aliases: [] } },
	});
	await apply(database, [inState("paused"), inState("closed")], now - 99 * DAY);
	await importOld(at(98), server, folder);
	await apply(database, files.map(withPhone), now - 60 * DAY);
}

/** A third version, which is announced and in force a month later. */
export async function announce(io: CommandIo, database: Database, now: number): Promise<void> {
	const files = await compileTenants({ ...io, stdout: io.stderr });
	const sooner = (one: CompiledBrand): CompiledBrand => ({ ...one, legal: { ...one.legal, responseDays: 21 } });
	await apply(database, files.map(withPhone).map(sooner), now);
}

const withPhone = (one: CompiledBrand): CompiledBrand => ({
	...one,
	legal: { ...one.legal, operator: { ...one.legal.operator, phone: "+31 20 000 0001" } },
});

async function apply(database: Database, files: CompiledBrand[], at: number): Promise<void> {
	const live = await readLiveState(database);
	const now = new Date(at);
	await publish(database, await planPublication(files, live, now), live, { now, note: "pages" });
}

async function importOld(io: CommandIo, server: DatabaseServer, folder: string): Promise<void> {
	const before = process.env.DATABASE_URL;
	process.env.DATABASE_URL = server.url;
	const file = join(folder, "old-statement.txt");
	writeFileSync(file, OLD_STATEMENT);
	try {
		await brand(["import-statement", "geilesexsite", file, "--effective", "2014-03-01", "--yes"], io);
	} finally {
		if (before === undefined) delete process.env.DATABASE_URL;
		else process.env.DATABASE_URL = before;
	}
}
