import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "#foundation/db/database.ts";
import type { Reply } from "../support/ask.ts";
import { processOf } from "../support/crypto-worker/usage.ts";
import { idOf } from "../support/factors.ts";
import {
	enterBrand,
	letterTo,
	type Member,
	newMember,
	newVisitor,
	placeOn,
	signIn,
	type Visitor,
} from "../support/member.ts";
import { sampleInTurn } from "../support/run/sample.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { type DatabaseProxy, type Moment, startDatabaseProxy } from "../support/stores/database-proxy.ts";
import { startWorld, type World } from "../support/world.ts";

let mail: MailServer;
let world: World;
let proxy: DatabaseProxy;
beforeAll(async () => {
	mail = await startMailServer();
	proxy = await startDatabaseProxy(() => world.server.port);
	world = await startWorld({ bindings: { SMTP_URL: mail.url, DATABASE_URL: proxy.url } });
	await world.get("/healthz", { host: "twero.com" });
});
afterAll(async () => {
	await world.stop();
	await proxy.stop();
	await mail.stop();
});

const TABLES = ["registration", "member", "membership", "unit_key", "mail_code", "outbox", "acceptance"] as const;

/** Rows of everything that these writes touch. Nothing else writes in this world. */
async function rows(): Promise<Record<string, number>> {
	const counted = await world.database.read(
		...TABLES.map((table) => build.selectFrom(table).select((eb) => eb.fn.countAll<number>().as("rows"))),
		build.selectFrom("consent_event").select((eb) => eb.fn.countAll<number>().as("rows")),
		build.selectFrom("session").select((eb) => eb.fn.countAll<number>().as("rows")),
		build
			.selectFrom("member")
			.select((eb) => eb.fn.countAll<number>().as("rows"))
			.where("state", "=", "closed"),
	);
	const names = [...TABLES, "consent_event", "session", "closed"];
	return Object.fromEntries(counted.map(([one], index) => [names[index] ?? "", one?.rows ?? 0]));
}

function difference(after: Record<string, number>, before: Record<string, number>): Record<string, number> {
	const changed = Object.keys(after).map((name): [string, number] => [name, (after[name] ?? 0) - (before[name] ?? 0)]);
	return Object.fromEntries(changed.filter(([, count]) => count !== 0));
}

type Flow = {
	/** What the batch that is struck does. */
	sql: string;
	/** Everything before; gives what is struck, and what proves that the person got where they wanted. */
	begin(): Promise<{ act(): Promise<Reply>; converges(): Promise<void> }>;
};

const fields = { gender: "woman", adult: "yes", terms: "yes", membership: "yes" };
let people = 0;

async function newcomer() {
	people += 1;
	const name = `${"abcdefghijkmnopqrstuvw"[people % 22]}persoon${"abcdefghijkmnopqrstuvw"[Math.floor(people / 22)]}k`;
	const email = `${name}@voorbeeld.test`;
	const password = `vier paarden ${name}`;
	const visitor = newVisitor(world);
	await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
	const form = visitor.at.href;
	const act = () => visitor.post(form, { user_name: name, email, password, ...fields });
	const confirm = async () => {
		// What a Worker that died had begun to send waits for its claim to end.
		await world.database.write(
			build
				.updateTable("outbox")
				.set({ leased_by: null, due_at: new Date().toISOString() })
				.where("state", "=", "queued"),
		);
		await world.worker.tick();
		const letter = await letterTo(mail, email);
		const link = new URL(letter.links.find((one) => one.includes("/confirm")) ?? "");
		// The link may be of a first try, whose answer with its cookie never came: then the password speaks.
		return visitor.post(link.href, { code: link.searchParams.get("code") ?? "", password });
	};
	return { name, email, password, visitor, act, confirm };
}

const isSignedIn = async ({ visitor, name }: Pick<Member, "visitor" | "name">) => {
	const home = await visitor.get(visitor.address("account", "/"));
	expect(home.text).toContain(name);
};

/** A person who is told to try again does: a cold Worker on a busy machine says 503 with Retry-After. */
async function answered(act: () => Promise<Reply>): Promise<Reply> {
	let reply = await act();
	await vi.waitFor(
		async () => {
			if (reply.status === 503) reply = await act();
			expect(reply.status).not.toBe(503);
		},
		{ timeout: 15_000, interval: 200 },
	);
	return reply;
}

const FLOWS: Record<string, Flow> = {
	"POST /join": {
		sql: 'insert into "registration"',
		async begin() {
			const person = await newcomer();
			const converges = async () => {
				expect((await answered(person.act)).status).toBe(200);
				expect((await answered(person.confirm)).status).toBe(303);
				await isSignedIn(person);
			};
			return { act: person.act, converges };
		},
	},
	"POST /confirm": {
		sql: 'insert into "member"',
		async begin() {
			const person = await newcomer();
			await person.act();
			await letterTo(mail, person.email);
			const converges = async () => {
				expect([200, 303]).toContain((await answered(person.confirm)).status);
				expect((await answered(() => signIn(person, person.visitor))).status).toBe(303);
				await isSignedIn(person);
			};
			return { act: person.confirm, converges };
		},
	},
	"POST /sign-in": {
		sql: 'insert into "session"',
		async begin() {
			const member = await newMember(world, mail);
			const visitor = newVisitor(world);
			const converges = async () => {
				expect((await answered(() => signIn(member, visitor))).status).toBe(303);
				await isSignedIn({ ...member, visitor });
			};
			return { act: () => signIn(member, visitor), converges };
		},
	},
	"POST /authorize": {
		sql: 'insert into "sign_in_code"',
		async begin() {
			const member = await newMember(world, mail);
			const { visitor } = member;
			await visitor.follow(await visitor.get(visitor.address("geilesexsite", "/login")));
			const form = visitor.at.href;
			const converges = async () => {
				expect([(await enterBrand(visitor, "geilesexsite")).status, visitor.at.pathname]).toEqual([200, "/me"]);
				expect(idOf({ visitor }, "geilesexsite")).toBe(idOf(member));
			};
			return { act: () => visitor.post(form, { terms: "yes", membership: "yes" }), converges };
		},
	},
	"POST /brands/:brand/leave": {
		sql: 'delete from "membership"',
		async begin() {
			const { visitor } = await newMember(world, mail);
			const act = () => visitor.post(visitor.address("account", "/brands/twero/leave"));
			const converges = async () => {
				expect((await answered(act)).status).toBe(303);
				const page = await visitor.get(visitor.address("account", "/brands"));
				expect(page.text).not.toContain("/brands/twero/leave");
			};
			return { act, converges };
		},
	},
	"POST /close": {
		sql: '"closed_at" = ?',
		async begin() {
			const member = await newMember(world, mail);
			const { visitor } = member;
			const act = () => visitor.post(visitor.address("account", "/close"));
			const converges = async () => {
				expect([200, 303]).toContain((await answered(act)).status);
				const offer = await answered(() => signIn(member, newVisitor(world)));
				expect(offer.text).toContain('name="offer"');
			};
			return { act, converges };
		},
	},
};

const VICTIMS: Record<string, { strike(): void; recover(): Promise<void> }> = {
	"the database server": {
		strike: () => world.server.process.kill("SIGKILL"),
		recover: () => world.startDatabase(),
	},
	"the Worker": {
		strike: () => process.kill(processOf(world.worker), "SIGKILL"),
		recover: () => world.restartWorker(),
	},
};
/** To the database server, the death of a Worker during a write is one after it. */
const MOMENTS: Record<string, readonly Moment[]> = {
	"the database server": ["before", "during", "after"],
	"the Worker": ["before", "after"],
};

/**
 * One moment of each victim for each flow, in turns from a drawn first one: every moment is met, and other flows meet it
 * in another run. With `--all`, every moment in every flow.
 */
const momentsOf = (victim: string, flow: string): readonly Moment[] =>
	sampleInTurn(victim, Object.keys(FLOWS).indexOf(flow), MOMENTS[victim] ?? []);

describe.each(Object.entries(FLOWS))("%s", (name, flow) => {
	let whole: Record<string, number>;
	beforeAll(async () => {
		const { act } = await flow.begin();
		const before = await rows();
		expect((await act()).status).toBeLessThan(400);
		whole = difference(await rows(), before);
		expect(Object.keys(whole).length).toBeGreaterThan(0);
	});

	it.each(
		Object.entries(VICTIMS).flatMap(([victim, how]) =>
			momentsOf(victim, name).map((moment) => [victim, moment, how] as const),
		),
	)(
		`keeps all or nothing of ${name} when kill -9 meets %s %s its write, and a second try arrives (T36)`,
		async (_victim, moment, { strike, recover }) => {
			const { act, converges } = await flow.begin();
			const before = await rows();
			proxy.arm(flow.sql, moment, strike);
			const reply = await act().catch(() => undefined);
			expect(proxy.struck()).toBe(true);
			// Nothing is acknowledged: no answer at all, or 503.
			expect([undefined, 503]).toContain(reply?.status);
			await recover();
			const kept = difference(await rows(), before);
			expect([{}, whole]).toContainEqual(kept);
			if (moment === "before") expect(kept).toEqual({});
			if (moment === "after") expect(kept).toEqual(whole);
			await converges();
		},
	);
});

describe("a database that is away", () => {
	type Asked = { status: number; retry: number; seconds: number };
	const asked = async (visitor: Visitor, path: [string, string], own?: Record<string, string>): Promise<Asked> => {
		const started = performance.now();
		const address = visitor.address(...path);
		const reply = own ? await visitor.post(address, own) : await visitor.get(address);
		return {
			status: reply.status,
			retry: Number(reply.headers["retry-after"]),
			seconds: (performance.now() - started) / 1_000,
		};
	};

	it.each([
		["refuses", false],
		["hangs", true],
	] as const)(
		"that %s: 503 with Retry-After within 3 s, warm and cold; home serves, nothing is lost (T41)",
		async (_how, hangs) => {
			proxy.hangs = false;
			const member = await newMember(world, mail);
			await enterBrand(member.visitor, "twero");
			const place = await placeOn(member.visitor, "twero");
			await world.worker.tick();
			if (!hangs) world.server.process.kill("SIGKILL");
			proxy.hangs = hangs;
			for (const heat of ["warm", "cold"]) {
				if (heat === "cold") await world.restartWorker();
				const [home, ...replies] = await Promise.all([
					asked(newVisitor(world), ["twero", "/"]),
					asked(newVisitor(world), ["account", "/sign-in"], { identifier: member.name, password: member.password }),
					asked(member.visitor, ["twero", "/me"]),
					asked(member.visitor, ["account", "/"]),
					asked(member.visitor, ["account", "/brands/twero/visibility"], { state: "hidden" }),
				]);
				for (const { status, retry } of replies) expect([heat, status, retry > 0]).toEqual([heat, 503, true]);
				// A machine that is busy is slow for home too. A cold isolate looks for the registry first, for home as well.
				const most = home.seconds + (heat === "warm" ? 3 : 1);
				expect(replies.map(({ seconds }) => seconds).filter((seconds) => seconds > most)).toEqual([]);
				expect((await world.get("/", { host: "twero.com" })).status).toBe(200);
				expect((await world.get("/privacy", { host: "twero.com" })).status).toBe(200);
			}
			proxy.hangs = false;
			if (!hangs) await world.startDatabase();
			await isSignedIn(member);
			expect(await placeOn(member.visitor, "twero")).toBe(place);
		},
	);
});
