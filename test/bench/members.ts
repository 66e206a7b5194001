import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { publishChangedFiles } from "#cli/commands/brand/apply.ts";
import { migrate } from "#cli/commands/migrate.ts";
import { startDatabase } from "#cli/local/sqld.ts";
import { type LocalWorker, startWorker } from "#cli/local/worker.ts";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { type KeyRing, newestKeyRing } from "#foundation/crypto/keys.ts";
import { hashPassword } from "#foundation/crypto/password.ts";
import { fromBase64 } from "#foundation/crypto/random.ts";
import type { Database } from "#foundation/db/database.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { freePort } from "../../src/cli/ports.ts";
import { operatorDatabase } from "../../src/cli/run-state.ts";
import { NO_MAIL_SERVER, newSecrets, type Secrets } from "../../src/cli/secrets.ts";
import { type Reply, send } from "../support/ask.ts";
import { usageOf } from "../support/crypto-worker/usage.ts";
import { enterBrand, newVisitor, type Visitor } from "../support/member.ts";
import { compareTimes, median } from "./rank-test.ts";
import { emailOf, fillMembers, nameOf } from "./synthetic-members.ts";

const SMALL = 10_000;
const PASSWORD = "vier blauwe paarden";
const ROUNDS = 120;
/** Of each kind, as threat T25 asks. */
const TIMED = 200;
/** Milliseconds between hashes: an isolate admits twenty a second. */
const PAUSE = 60;
export const REALM = realmIdSchema.parse("jupiter-media");

export type Site = {
	size: number;
	worker: LocalWorker;
	secrets: Secrets;
	database: Database;
	databaseUrl: string;
	ring: KeyRing;
	perSecond: number;
	inspectorPort: number;
	stop(): Promise<void>;
};

/**
 * `npm run bench -- members [--members 1000000]`: what signing in and the pages of a member cost at 10,000 members and
 * at so many, both at the same time on one machine, and whether known and unknown accounts can be told apart by time.
 */
export async function benchMembers(io: CommandIo, members: number): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-members-"));
	const bundle = await bundleWorker(io.directory, join(folder, "worker"));
	const sites: Site[] = [];
	try {
		for (const size of [Math.min(SMALL, Math.floor(members / 2)), members])
			sites.push(await siteOf(io, folder, bundle, size));
		const [small, big] = sites;
		if (!small || !big) throw new Error("two sites are measured");
		// Each as soon as it is known: filling takes long.
		const pages = await compareSizes(small, big);
		reportPages(io, pages);
		const cost = await signInCost(small);
		const times = await timing(small);
		reportTiming(io, times);
		const sizes = sites.map(({ size, perSecond }) => ({ size, perSecond }));
		io.stdout.write(`\n${JSON.stringify({ sizes, ...cost }, null, "  ")}\n`);
		mkdirSync(join(io.directory, "reports"), { recursive: true });
		const file = join("reports", "bench-members.json");
		writeFileSync(
			join(io.directory, file),
			`${JSON.stringify({ sizes, pages, ...cost, timing: times }, null, "\t")}\n`,
		);
		io.stdout.write(`wrote ${file}\n`);
	} finally {
		for (const site of sites) await site.stop();
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * A site with so many members on real parts, in the stage that is measured.
 * @param by what stands between the Worker and the database, given the address of the database
 */
export async function siteOf(
	io: CommandIo,
	folder: string,
	bundle: string,
	size: number,
	by: (databaseUrl: string) => Promise<string> = async (url) => url,
): Promise<Site> {
	const server = await startDatabase(join(folder, `sqld-${size}`), await freePort());
	await migrate(server.url, undefined, io.directory, io.now());
	const database = operatorDatabase(server.url, undefined, "bench");
	await publishChangedFiles(database, { ...io, stdout: io.stderr });
	const secrets = newSecrets();
	const bindings = { STAGE: "bench", DATABASE_URL: await by(server.url), SMTP_URL: NO_MAIL_SERVER, ...secrets };
	const [port, inspectorPort] = [await freePort(), await freePort()];
	const local = { ...bindings, DEVELOPMENT_PORT: String(port) };
	const objects = join(folder, `objects-${size}`);
	const worker = await startWorker({ directory: io.directory, bundle, objects, bindings: local, port, inspectorPort });
	const root = fromBase64(secrets.KEK_ROOT);
	if (root === undefined) throw new Error("a secret of this bench is no base64");
	const ring = await newestKeyRing({
		root,
		salts: await worker.bucket("SALTS"),
		openDatabase: () => database,
		now: () => Date.now(),
	});
	const filling = { database, ring, realm: REALM, brand: "twero", password: await hashPassword(PASSWORD) };
	const started = performance.now();
	await fillMembers(filling, { from: 0, to: size }, (done) => {
		if (done % 10_000 === 0) io.stderr.write(`\r${done} of ${size} members  `);
	});
	const perSecond = Math.round(size / ((performance.now() - started) / 1_000));
	io.stderr.write("\n");
	const stop = async () => {
		await worker.stop();
		await server.stop();
	};
	return { size, worker, secrets, database, databaseUrl: server.url, ring, perSecond, inspectorPort, stop };
}

export const visitorOf = ({ worker }: Pick<Site, "worker">): Visitor =>
	newVisitor({ worker, get: (path, ask) => send(worker.url, path, ask) } as Parameters<typeof newVisitor>[0]);

async function timed(ask: () => Promise<Reply>, status: number): Promise<number> {
	const started = performance.now();
	const reply = await ask();
	const took = performance.now() - started;
	if (reply.status !== status) throw new Error(`${reply.status} instead of ${status}`);
	return took;
}

const signIn = (site: Site, identifier: string, password: string, headers = {}) => {
	const visitor = visitorOf(site);
	return visitor.post(visitor.address("account", "/sign-in"), { identifier, password }, headers);
};

/** Medians at both sizes and their ratio; a round asks each once, so that what else the machine does weighs on both. */
async function compareSizes(small: Site, big: Site) {
	const known = await Promise.all([small, big].map(async (site) => ({ site, visitor: await enter(site) })));
	const asks: Record<string, (one: (typeof known)[number], round: number) => Promise<number>> = {
		"sign-in": ({ site }, round) => timed(() => signIn(site, nameOf((round * 7_919) % site.size), PASSWORD), 303),
		"session check (/me)": ({ visitor }) => timed(() => visitor.get(visitor.address("twero", "/me")), 200),
		"account home": ({ visitor }) => timed(() => visitor.get(visitor.address("account", "/")), 200),
		"list of brands": ({ visitor }) => timed(() => visitor.get(visitor.address("account", "/brands")), 200),
	};
	const figures = [];
	for (const [name, ask] of Object.entries(asks)) {
		const times: [number[], number[]] = [[], []];
		for (let round = 0; round < ROUNDS + 5; round++)
			for (const [at, one] of known.entries()) {
				const took = await ask(one, round);
				if (round >= 5) times[at]?.push(took);
			}
		const [p50Small, p50Big] = [median(times[0]), median(times[1])];
		figures.push({ name, p50Small, p50Big, ratio: p50Big / p50Small, target: 1.25 });
	}
	return figures;
}

/** Signed in on the account host and on a brand, with what it asks. */
export async function enter(site: Site): Promise<Visitor> {
	const visitor = visitorOf(site);
	const form = visitor.address("account", "/sign-in");
	await timed(() => visitor.post(form, { identifier: nameOf(Math.floor(site.size / 2)), password: PASSWORD }), 303);
	await enterBrand(visitor, "twero");
	return visitor;
}

async function signInCost(site: Site) {
	const { worker } = site;
	const before = usageOf(worker);
	for (let time = 0; time < 50; time++) {
		await signIn(site, nameOf(time), PASSWORD);
		await sleep(PAUSE);
	}
	const cpu = (usageOf(worker).milliseconds - before.milliseconds) / 50;
	const calm = usageOf(worker).megabytes;
	await Promise.all(Array.from({ length: 10 }, (_, number) => signIn(site, nameOf(number), PASSWORD)));
	return { signInCpuMilliseconds: cpu, megabytesForTenSignInsAtOnce: usageOf(worker).megabytes - calm };
}

const place = (round: number) => ({
	"CF-Connecting-IP": `10.${Math.floor(round / 62_500) % 250}.${Math.floor(round / 250) % 250}.${round % 250}`,
});

/** Interleaved, each try from another place; the last compares with a sign-in that hashes nothing (throttled). */
async function timing(site: Site) {
	let tries = 0;
	const next = () => place(tries++);
	const form = async (path: string) => {
		const visitor = visitorOf(site);
		await visitor.follow(await visitor.post(visitor.address("twero", path)));
		return visitor;
	};
	const joining = await form("/join");
	const joinForm = joining.at.href;
	const join = (email: string, name: string) => {
		const agreed = { gender: "other", adult: "yes", terms: "yes", membership: "yes" };
		return joining.post(joinForm, { user_name: name, email, password: PASSWORD, ...agreed }, next());
	};
	const reset = (identifier: string) => {
		const visitor = visitorOf(site);
		return visitor.post(visitor.address("account", "/reset"), { identifier }, next());
	};
	const one = place(61_000);
	const throttled = async (): Promise<number> => {
		// Attempts are counted by the quarter of an hour: when a new one starts, they are used up again.
		for (;;) {
			const started = performance.now();
			const { status } = await signIn(site, nameOf(1), "iets heel anders", one);
			if (status === 429) return performance.now() - started;
			await sleep(PAUSE);
		}
	};
	const nobody = (round: number) => `niemand${nameOf(round).slice(5)}`;
	const series: Record<string, [(round: number) => Promise<number>, (round: number) => Promise<number>]> = {
		"sign-in, known / unknown": [
			(round) => timed(() => signIn(site, nameOf(round), "iets heel anders", next()), 422),
			(round) => timed(() => signIn(site, nobody(round), "iets heel anders", next()), 422),
		],
		"join, known / unknown address": [
			(round) => timed(() => join(emailOf(round + 1_000), `bekend${nameOf(round).slice(5)}`), 200),
			(round) => timed(() => join(`${nobody(round)}@voorbeeld.test`, `nieuw${nameOf(round).slice(5)}`), 200),
		],
		"reset, known / unknown": [
			(round) => timed(() => reset(nameOf(round + 2_000)), 200),
			(round) => timed(() => reset(nobody(round)), 200),
		],
		"control: known / without a hash": [
			(round) => timed(() => signIn(site, nameOf(round + 3_000), "iets heel anders", next()), 422),
			throttled,
		],
	};
	const results = [];
	for (const [name, [first, second]] of Object.entries(series)) {
		const times: [number[], number[]] = [[], []];
		for (let round = 0; round < TIMED; round++)
			// In turns, so that neither always comes first.
			for (const at of round % 2 === 0 ? [0, 1] : [1, 0]) {
				times[at]?.push(await (at === 0 ? first(round) : second(round)));
				await sleep(PAUSE);
			}
		results.push({ name, ...compareTimes(times[0], times[1]) });
	}
	return results;
}

const number = (value: number, digits = 1) => value.toFixed(digits).padStart(9);

function reportPages(io: CommandIo, pages: Awaited<ReturnType<typeof compareSizes>>): void {
	io.stdout.write(`${"".padEnd(34)}${"p50 ms".padStart(9)}${"p50 big".padStart(9)}${"ratio".padStart(9)}\n`);
	for (const { name, p50Small, p50Big, ratio, target } of pages)
		io.stdout.write(
			`${name.padEnd(34)}${number(p50Small)}${number(p50Big)}${number(ratio, 2)}  target ${target}${ratio > target ? "  MISSED" : ""}\n`,
		);
}

function reportTiming(io: CommandIo, times: Awaited<ReturnType<typeof timing>>): void {
	io.stdout.write(`\n${"".padEnd(34)}${"ms".padStart(9)}${"ms".padStart(9)}${"gap".padStart(9)}${"p".padStart(9)}\n`);
	for (const { name, medians, gap, p } of times)
		io.stdout.write(
			`${name.padEnd(34)}${number(medians[0])}${number(medians[1])}${number(gap * 100)}%${number(p, 4)}\n`,
		);
}
