import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundleWorker } from "#cli/local/wrangler.ts";
import { sha256 } from "#foundation/crypto/random.ts";
import { build } from "#foundation/db/database.ts";
import type { CommandIo } from "../../src/cli/command.ts";
import { type Ask, send } from "../support/ask.ts";
import {
	type Enumeration,
	enumeration,
	OWN_PASSWORD,
	PLANTED_PASSWORD,
	REALM,
	type Site,
	STATES,
	type State,
	type Subject,
	type TimedReply,
	WRONG_PASSWORD,
} from "../support/enumeration.ts";
import type { Visitor } from "../support/member.ts";
import { newStaff } from "../support/staff.ts";
import type { World } from "../support/world.ts";
import { siteOf, visitorOf } from "./members.ts";
import { type Comparison, compareTimes } from "./rank-test.ts";

/** Of each kind, as threat T25 asks. */
export const TIMED = 200;
const [LOWEST_P, WIDEST_GAP] = [0.01, 0.05];
/** Milliseconds between two requests, in which what goes on after an answer comes to its end. */
const PAUSE = 60;
/** Changes of address that one member may ask for in a quarter of an hour. */
const CHANGES = 3;

type Timed = Comparison & { name: string; isApart: boolean };
/** One request about somebody in that state, and its one answer. */
type Flow = {
	name: string;
	status: number;
	states?: readonly State[];
	ask(state: State, round: number): Promise<TimedReply>;
};

const isApart = ({ p, gap }: Comparison) => p <= LOWEST_P || gap >= WIDEST_GAP;

/**
 * `npm run bench -- enumeration [--rounds 200]`: whether time tells the state of an account, as a table.
 * @returns 1 when it does, or when the measure does not see one trip more
 */
export async function benchEnumeration(io: CommandIo, rounds: number): Promise<number> {
	const folder = mkdtempSync(join(tmpdir(), "livery-bench-enumeration-"));
	try {
		const site = await siteOf(io, folder, await bundleWorker(io.directory, join(folder, "worker")), 0);
		try {
			const said = (line: string) => io.stderr.write(`${line}\n`);
			const { results, seesATrip } = await timeEnumeration(site, () => visitorOf(site), rounds, said);
			io.stdout.write(`${timingLines(results)}\n`);
			if (!seesATrip) io.stdout.write("one trip more was not seen: this machine is too busy to measure time\n");
			return seesATrip && results.slice(0, -1).every((one) => !one.isApart) ? 0 : 1;
		} finally {
			await site.stop();
		}
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/**
 * Whether the time of an answer tells the state of an account: joining, signing in, a new password, confirming,
 * another address and the console, for each state against nobody, in an order that is drawn at random in each round. Of
 * that many comparisons one or two fall below p = 0.01 by chance: such a flow is measured once more, and counts only then.
 * The last line has a trip to the database more than its other side, which must be seen: else nothing was measured.
 */
export async function timeEnumeration(
	site: Site,
	newVisitor: () => Visitor,
	rounds = TIMED,
	said: (line: string) => void = () => undefined,
): Promise<{ results: Timed[]; seesATrip: boolean }> {
	const about = await enumeration(site, newVisitor);
	const pool = await poolOf(about, rounds, said);
	const results: Timed[] = [];
	for (const flow of await flowsOf(site, about, newVisitor, pool)) {
		const first = await compareStates(flow, rounds);
		const again = first.some(isApart) ? await compareStates(flow, rounds) : first;
		for (const [at, one] of again.entries())
			results.push({ ...one, isApart: isApart(one) && isApart(first[at] ?? one) });
		said(flow.name);
	}
	const planted = await plantedTrip(site, about, pool, rounds);
	results.push({ ...planted, isApart: isApart(planted) });
	return { results, seesATrip: planted.p <= LOWEST_P };
}

type Pool = Record<State, Subject[]>;

async function poolOf(about: Enumeration, rounds: number, said: (line: string) => void): Promise<Pool> {
	const pool: Pool = { unknown: [], member: [], waiting: [], closed: [], suspended: [] };
	for (let round = 0; round < rounds; round++)
		for (const state of STATES) {
			const subject = await about.subject(state);
			// Somebody's with a registration that was planted, for signing in with its password.
			if (round % 2 === 0) await about.join(subject.email, about.name());
			pool[state].push(subject);
		}
	said(`${rounds} of each state`);
	return pool;
}

async function flowsOf(site: Site, about: Enumeration, newVisitor: () => Visitor, pool: Pool): Promise<Flow[]> {
	const of = (state: State, round: number) => pool[state][round] ?? fail("nobody is left");
	const signIn = (identifier: string, password: string) => about.ask("/sign-in", { identifier, password });
	const codes = await expiredCodes(site, about, pool);
	const askers = askersOf(about, newVisitor);
	return [
		{ name: "joining", status: 200, ask: (state, round) => about.join(of(state, round).email, about.name()) },
		{
			name: "signing in, a password that was planted or not",
			status: 422,
			ask: (state, round) => signIn(of(state, round).email, PLANTED_PASSWORD),
		},
		{
			name: "signing in by name, any password",
			status: 422,
			ask: (state, round) => signIn(of(state, round).name, WRONG_PASSWORD),
		},
		{
			name: "a new password",
			status: 200,
			ask: (state, round) => about.ask("/reset", { identifier: of(state, round).email }),
		},
		{
			name: "confirming",
			status: 410,
			ask: (state, round) => about.ask("/confirm", { code: codes[state][round] ?? "" }),
		},
		{
			name: "another address",
			status: 200,
			ask: async (state, round) =>
				about.ask("/security/email", { email: of(state, round).email, current_password: OWN_PASSWORD }, await askers()),
		},
		await consoleFlow(site, about),
	];
}

/** Of staff, a member is who may sign in to the console, and closed is an account that was ended. */
async function consoleFlow(site: Site, about: Enumeration): Promise<Flow> {
	const world = { ...site, get: (path: string, ask?: Ask) => send(site.worker.url, path, ask) } as World;
	const [staff, former] = [await newStaff(world, "support"), await newStaff(world, "support")];
	const ended = { state: "ended" as const, ended_at: new Date().toISOString(), ended_by: staff.id };
	await site.database.write(
		build.updateTable("staff").set(ended).where("realm_id", "=", REALM).where("id", "=", former.id),
	);
	const emails: Partial<Record<State, string>> = { member: staff.email, closed: former.email };
	return {
		name: "signing in to the console",
		status: 422,
		states: ["unknown", "member", "closed"],
		ask: (state) => {
			const email = emails[state] ?? "niemand9@werk.test";
			return about.ask("/console/sign-in", { email, password: WRONG_PASSWORD });
		},
	};
}

/** Codes that are over, of a registration or a member; of nobody, one that never was. */
async function expiredCodes({ database }: Site, about: Enumeration, pool: Pool): Promise<Record<State, string[]>> {
	const codes: Record<State, string[]> = { unknown: [], member: [], waiting: [], closed: [], suspended: [] };
	for (const state of STATES)
		for (const { email } of pool[state]) {
			const code = randomBytes(32).toString("base64url");
			codes[state].push(code);
			const id = state === "unknown" ? undefined : await about.idOf(email);
			if (id === undefined) continue;
			const row = { realm_id: REALM, code_hash: await sha256(code), member_id: id, kind: "confirm" as const };
			await database.write(
				build.insertInto("mail_code").values({ ...row, expires_at: new Date().toISOString(), key_version: 1 }),
			);
		}
	return codes;
}

/** Members who ask for another address, each as often as one may. */
function askersOf(about: Enumeration, newVisitor: () => Visitor): () => Promise<Visitor> {
	let left: Visitor[] = [];
	return async () => {
		if (left.length === 0) {
			const { email } = await about.subject("member");
			const visitor = newVisitor();
			await about.ask("/sign-in", { identifier: email, password: OWN_PASSWORD }, visitor);
			left = Array<Visitor>(CHANGES).fill(visitor);
		}
		return left.pop() ?? fail("nobody asks");
	};
}

async function compareStates(
	{ name, status, states = STATES, ask }: Flow,
	rounds: number,
): Promise<(Comparison & { name: string })[]> {
	const times: Record<State, number[]> = { unknown: [], member: [], waiting: [], closed: [], suspended: [] };
	for (let round = 0; round < rounds; round++)
		for (const state of shuffled(states)) {
			const reply = await ask(state, round);
			if (reply.status !== status) throw new Error(`${name}, ${state}: ${reply.status} instead of ${status}`);
			times[state].push(reply.took);
			await sleep(PAUSE);
		}
	return states
		.filter((state) => state !== "unknown")
		.map((state) => ({
			name: `${name}: ${state}`,
			...compareTimes(times.unknown, times[state]),
		}));
}

/** The same request on both sides, and on one of them a trip to the same database within the time that is taken. */
async function plantedTrip({ database }: Site, about: Enumeration, pool: Pool, rounds: number) {
	const times: [number[], number[]] = [[], []];
	for (let round = 0; round < rounds; round++)
		for (const side of shuffled([0, 1] as const)) {
			const { took } = await about.ask("/reset", { identifier: `niemand-${pool.unknown[round]?.email}` });
			const started = performance.now();
			if (side === 1) await database.read(build.selectFrom("registry_pointer").select("revision"));
			times[side].push(took + (side === 1 ? performance.now() - started : 0));
			await sleep(PAUSE);
		}
	return { name: "check: with a planted trip", ...compareTimes(...times) };
}

function shuffled<Item>(items: readonly Item[]): Item[] {
	return items
		.map((item) => ({ item, at: Math.random() }))
		.sort((a, b) => a.at - b.at)
		.map(({ item }) => item);
}

function fail(message: string): never {
	throw new Error(message);
}

/** One line for each comparison. */
export function timingLines(results: readonly Timed[]): string {
	const number = (value: number, digits = 1) => value.toFixed(digits).padStart(9);
	const lines = results.map(
		({ name, medians, gap, p, isApart: apart }) =>
			`${name.padEnd(58)}${number(medians[0])}${number(medians[1])}${number(gap * 100)}%${number(p, 4)}${apart ? "  APART" : ""}`,
	);
	return [
		`${"".padEnd(58)}${"ms".padStart(9)}${"ms".padStart(9)}${"gap".padStart(10)}${"p".padStart(9)}`,
		...lines,
	].join("\n");
}
