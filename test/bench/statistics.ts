import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { readLiveState } from "#cli/publish/live-state.ts";
import { detailRows } from "#features/profiles/details/member-detail.ts";
import { hashesOfWords } from "#features/statistics/consent.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { consentRows } from "#foundation/ledgers/consent.ts";
import { addConsent } from "#foundation/ledgers/queries.ts";
import { TOWNS } from "#foundation/names/towns.ts";
import { DAY } from "#foundation/time.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { startDatabaseProxy } from "../support/stores/database-proxy.ts";
import { REALM, type Site, siteOf } from "./members.ts";

const CHUNK = 100;
const BRAND = brandIdSchema.parse("twero");

/**
 * `npm run bench -- statistics [--members 10000]`: so many members with a birth date and a town said yes to being
 * counted; the Worker counts them, tick by tick, until the tables of the week are published. Trips are all that the
 * Worker made meanwhile, those of its other jobs included; `own`: of the count. A tick without one is measured beside.
 */
export async function benchStatistics(io: CommandIo, members: number): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-statistics-"));
	const bundle = await bundleWorker(io.directory, join(folder, "worker"));
	let [trips, own, databasePort] = [0, 0, 0];
	const proxy = await startDatabaseProxy(() => databasePort);
	proxy.answers = (batch) => {
		trips += 1;
		own += batch.includes("statistics_") || batch.includes("_for_statistics") ? 1 : 0;
		return undefined;
	};
	const site = await siteOf(io, folder, bundle, members, async (url) => {
		databasePort = Number(new URL(url).port);
		return proxy.url;
	});
	const measured = async (work: () => Promise<unknown>) => {
		[trips, own] = [0, 0];
		const started = performance.now();
		await work();
		return { seconds: Math.round(performance.now() - started) / 1_000, trips, own };
	};
	try {
		await sayYes(io, site);
		let ticks = 0;
		const count = await measured(async () => {
			while (!(await isPublished(site))) {
				await site.worker.tick();
				ticks += 1;
			}
		});
		const idle = await measured(() => site.worker.tick());
		const [[shown]] = await site.database.read(
			build
				.selectFrom("statistics_cell")
				.select((eb) => [eb.fn.countAll<number>().as("cells"), eb.fn.sum<number>("count").as("persons")])
				.where("brand_id", "=", BRAND)
				.where("measure", "=", "age"),
		);
		const figures = { members, ticks, count, idle, ages: shown };
		io.stdout.write(`${JSON.stringify(figures)}\n`);
		mkdirSync(join(io.directory, "reports"), { recursive: true });
		const file = join("reports", "bench-statistics.json");
		writeFileSync(join(io.directory, file), `${JSON.stringify(figures, null, "\t")}\n`);
		io.stdout.write(`wrote ${file}\n`);
	} finally {
		await site.stop();
		await proxy.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

async function sayYes(io: CommandIo, { database, ring }: Site): Promise<void> {
	const live = await readLiveState(database);
	const brand = live.brands.get(BRAND);
	if (brand === undefined) throw new Error("the project's own brand is missing");
	const now = io.now().getTime();
	const [textHash = ""] = await hashesOfWords(currentEdition(brand, now));
	const at = new Date(now - DAY).toISOString();
	const [ids] = await database.read(build.selectFrom("member").select("id").where("realm_id", "=", REALM));
	for (let start = 0; start < ids.length; start += CHUNK) {
		const rows = await Promise.all(
			ids.slice(start, start + CHUNK).map(async ({ id: member }, index) => {
				const place = start + index;
				const birth_date = `${1945 + (place % 60)}-05-05`;
				const town = TOWNS[place % TOWNS.length]?.town ?? "";
				const answer = { purpose: "statistics", recipient: "", textHash, kind: "given", id: uuidv7(now) } as const;
				const consents = await consentRows({ brand: BRAND, member, method: "settings", at }, [answer]);
				const details = await detailRows(ring, { realm: REALM, member, at }, { birth_date, town, phone: "" });
				return [...details, ...consents.map((row) => addConsent(row))];
			}),
		);
		await database.write(...rows.flat());
	}
}

async function isPublished({ database }: Site): Promise<boolean> {
	const [rows] = await database.read(build.selectFrom("statistics_week").select("week").where("brand_id", "=", BRAND));
	return rows.length > 0;
}
