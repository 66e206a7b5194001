import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { eraseAccountQueries } from "#features/accounts/closing.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { beginErasureQueries } from "#foundation/rights/erasure/begin.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { startDatabaseProxy } from "../support/stores/database-proxy.ts";
import { fill } from "./export.ts";
import { REALM, type Site, siteOf } from "./members.ts";

/** Others on the same site. */
const MEMBERS = 200;
const BRANDS = ["twero", "geilesexsite"].map((id) => brandIdSchema.parse(id));

type Size = { rows: number; megabytes: number };

/**
 * `npm run bench -- erasure [--rows 10000] [--megabytes 0]`: one member with so many rows and so many megabytes of
 * photos is erased, from the row that begins it to the receipt. Trips are all that the Worker made meanwhile, those of
 * its other jobs included: a tick without an erasure is measured beside.
 */
export async function benchErasure(io: CommandIo, size: Size): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-erasure-"));
	const bundle = await bundleWorker(io.directory, join(folder, "worker"));
	let [trips, databasePort] = [0, 0];
	const proxy = await startDatabaseProxy(() => databasePort);
	proxy.answers = () => {
		trips += 1;
		return undefined;
	};
	const site = await siteOf(io, folder, bundle, MEMBERS, async (url) => {
		databasePort = Number(new URL(url).port);
		return proxy.url;
	});
	const measured = async (work: () => Promise<void>) => {
		trips = 0;
		const started = performance.now();
		await work();
		return { seconds: Math.round(performance.now() - started) / 1_000, trips };
	};
	try {
		const member = await fill(io, site, size);
		await site.worker.tick();
		const idle = await measured(() => site.worker.tick());
		await begin(site, member);
		const erasure = await measured(async () => {
			while ((await stateOf(site)) !== "issued") await site.worker.tick();
		});
		const [[counted]] = await site.database.read(
			build.selectFrom("erasure_count").select((eb) => eb.fn.sum<number>("erased").as("rows")),
		);
		const figures = { ...size, erasedRows: Number(counted?.rows), erasure, idle };
		io.stdout.write(`${JSON.stringify(figures)}\n`);
		mkdirSync(join(io.directory, "reports"), { recursive: true });
		const file = join("reports", "bench-erasure.json");
		writeFileSync(join(io.directory, file), `${JSON.stringify(figures, null, "\t")}\n`);
		io.stdout.write(`wrote ${file}\n`);
	} finally {
		await site.stop();
		await proxy.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function begin({ database, ring }: Site, member: string): Promise<void> {
	const now = Date.now();
	const whom = { realm: REALM, member, request: uuidv7(now), address: "lid@voorbeeld.test", locale: "nl" as const };
	const [brand = brandIdSchema.parse("twero")] = BRANDS;
	const { queries } = await beginErasureQueries(ring, { ...whom, brand }, now);
	const [account, ...doors] = eraseAccountQueries(
		{ id: REALM, brands: BRANDS },
		{ member, at: new Date(now).toISOString() },
	);
	await database.write(account, ...queries, ...doors);
}

async function stateOf({ database }: Site): Promise<string | undefined> {
	const [[row]] = await database.read(build.selectFrom("erasure").select("state"));
	return row?.state;
}
