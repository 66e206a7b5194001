import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { readLiveState } from "#cli/publish/live-state.ts";
import { MAILING_DAYS, NOTICE_DAYS, planPublication } from "#cli/publish/publication.ts";
import { publish } from "#cli/publish/publish.ts";
import { loadTenants } from "#cli/tenants/files.ts";
import { build } from "#foundation/db/database.ts";
import { addDuration, type Duration, startOf } from "#foundation/i18n/duration.ts";
import { durationWords } from "#foundation/i18n/duration-words.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import type { CookieId } from "#foundation/register/declaration.ts";
import { FROZEN_COOKIES, FROZEN_RETENTION } from "#foundation/register/frozen-terms.ts";
import { RETENTION_IDS, type RetentionId } from "#foundation/register/retention.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { REGISTER } from "../../src/register.ts";
import type { Reply } from "../support/ask.ts";
import { askingRecipient, askOn } from "../support/fixtures/offer.ts";
import {
	insertRows,
	memberRows,
	movedTo,
	type Rows,
	registrationRows,
	remainderRows,
} from "../support/fixtures/person-rows.ts";
import { enterBrand, letterTo, newMember, newVisitor } from "../support/member.ts";
import { moveClock, withMovableClock } from "../support/processes/clock.ts";
import { type MailServer, startMailServer } from "../support/smtp.ts";
import { newStaff } from "../support/staff.ts";
import { startWorld, type World } from "../support/world.ts";

/** What runs obeys the edition in force, and no deployment changes a term before its day (DECISIONS 16, 88). */

const REALM = realmIdSchema.parse("jupiter-media");
const NOTICE_MS = (MAILING_DAYS + NOTICE_DAYS) * DAY;

/** Other terms than today's, no two alike, for every rule by which running code keeps or ends something. */
const NEW_TERMS: Partial<Record<RetentionId, Duration>> = {
	account: "P50M",
	session: "P20D",
	unconfirmed_account: "P9D",
	one_time_code: "P2D",
	guess_count: "P11D",
	abuse_count: "P3D",
	mail: "P25D",
	staff_access: "P30M",
	moderation_decision: "P7M",
	name_hold: "P8M",
	consent_evidence: "P41M",
	acceptance: "P43M",
	disclosure: "P47M",
	export: "P5D",
	rights_request: "P39M",
	visit_log: "P12D",
	ticket: "P14M",
};

/** Rules that live data stand under whose term is that of `account`, by the same setting: what they keep goes with it. */
const WITH_ACCOUNT: readonly RetentionId[] = ["account_field", "brand", "special"];

/** Rules that planned declarations alone use: nothing is kept under them yet. */
const PLANNED: readonly RetentionId[] = [
	...(["message", "ban", "contract_evidence"] as const),
	...(["payment", "failed_payment", "fiscal", "performer_tax"] as const),
	...(["identity_document", "performer_check", "delivery_address"] as const),
];

const NEW_COOKIES: Partial<Record<CookieId, Duration>> = {
	age: "P5M",
	cookie_choice: "P10M",
	language: "P7M",
	session: "P15D",
	account_session: "P16D",
	device: "P90D",
	joining: "P8D",
	sign_in: "P1D",
	staff_session: "P4D",
};

const ASKED = askingRecipient("meter");

let mail: MailServer;
let world: World;
let clock: ReturnType<typeof withMovableClock>;

beforeAll(async () => {
	mail = await startMailServer();
	clock = withMovableClock(inject("bundle"));
	const started = await startWorld({ bundle: clock.bundle, bindings: { SMTP_URL: mail.url } });
	// The cookie of the choice is of brands that ask.
	await askOn(started, "twero", [ASKED]);
	world = { ...started, get: (path, ask) => started.get(path, ask).then(noteCookies) };
	const now = new Date();
	const [live, tenants] = await Promise.all([readLiveState(world.database), loadTenants("tenants")]);
	const compiled = tenants.brands.map((brand) => {
		const register = structuredClone(brand.legal.register) ?? expect.fail("no terms");
		for (const [rule, term] of Object.entries(NEW_TERMS)) {
			const known = register.retention[rule] ?? expect.fail(rule);
			known.for = term;
		}
		Object.assign(register.cookies, NEW_COOKIES);
		const recipients = [...brand.legal.recipients, ...(brand.id === "twero" ? [ASKED] : [])];
		return { ...brand, legal: { ...brand.legal, recipients, register } };
	});
	const plan = await planPublication(compiled, live, now);
	expect(plan.brands.map(({ statement }) => statement?.version.number)).toEqual([2, 2, 2]);
	await publish(world.database, plan, live, { now, note: "other terms" });
}, 180_000);
afterAll(async () => {
	vi.unstubAllGlobals();
	await world.stop();
	await mail.stop();
	clock.remove();
});

/** Days until the browser forgets each cookie that was set last; "session" where it keeps it until it closes. */
const ages = new Map<string, number | "session">();

function noteCookies(reply: Reply): Reply {
	for (const line of (reply.headers["set-cookie"] ?? "").split(/, (?=[^;=\s]+=)/).filter(Boolean)) {
		const seconds = /max-age=(\d+)/i.exec(line)?.[1];
		if (seconds === "0") continue;
		ages.set(line.slice(0, line.indexOf("=")), seconds === undefined ? "session" : Number(seconds) / (DAY / 1000));
	}
	return reply;
}

const between = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / HOUR) / 24;
const fromNow = (to: string) => between(new Date().toISOString(), to);
/** Days that a duration takes from now. */
const daysOf = (duration: Duration) => fromNow(addDuration(new Date(), duration).toISOString());

/** Joins, signs in, is mailed, guesses and closes; gives the days that each rule and cookie came to. */
async function observe() {
	ages.clear();
	const rules: Partial<Record<RetentionId, number | undefined>> = {};
	const { database } = world;
	const visitor = newVisitor(world);
	await visitor.post(visitor.address("twero", "/age"));
	await visitor.post(visitor.address("twero", "/language"), { locale: "en", path: "/" });
	await visitor.post(visitor.address("twero", "/privacy/cookies"), { answer: "refuse_all", path: "/" });

	const joining = new Date().toISOString();
	const waiting = newVisitor(world);
	await waiting.follow(await waiting.get(waiting.address("twero", "/join")));
	const fields = {
		user_name: `wacht${joined}`,
		email: `wacht${joined++}@voorbeeld.test`,
		password: "drie gele boten varen",
	};
	const agreed = { gender: "other", adult: "yes", terms: "yes", membership: "yes" };
	await waiting.post(waiting.at.href, { ...fields, ...agreed });
	const [[registration], [code]] = await database.read(
		build.selectFrom("registration").select(["created_at", "expires_at"]).where("created_at", ">=", joining),
		build.selectFrom("mail_code").select("expires_at").orderBy("expires_at", "desc"),
	);
	rules.unconfirmed_account = registration && between(registration.created_at, registration.expires_at);
	rules.one_time_code = code && fromNow(code.expires_at);

	const member = await newMember(world, mail);
	const kept = newVisitor(world);
	const asked = { identifier: member.name, password: member.password, keep: "yes" };
	expect((await kept.post(kept.address("account", "/sign-in"), asked)).status).toBe(303);
	await enterBrand(kept, "twero");
	const [[session]] = await database.read(
		build
			.selectFrom("session")
			.select(["created_at", "ends_at"])
			.where("kept_signed_in", "=", 1)
			.orderBy("created_at", "desc"),
	);
	rules.session = session && between(session.created_at, session.ends_at);

	await database.write(build.deleteFrom("password_guess"));
	const stranger = newVisitor(world);
	await stranger.post(stranger.address("account", "/sign-in"), { identifier: member.name, password: "niet dit" });
	await newStaff(world, "support");
	const [guesses] = await database.read(build.selectFrom("password_guess").select("expires_at"));
	rules.guess_count = Math.max(...guesses.map(({ expires_at }) => fromNow(expires_at)));

	await kept.post(kept.address("account", "/close"), { current_password: member.password });
	const [[closed]] = await database.read(
		build
			.selectFrom("member")
			.select(["closed_at", "purge_at"])
			.where("closed_at", "is not", null)
			.orderBy("closed_at", "desc"),
	);
	rules.account = between(closed?.closed_at ?? "", closed?.purge_at ?? "");
	await letterTo(mail, member.email, 3);
	return { rules, cookies: Object.fromEntries(COOKIES.map(({ id, name }) => [id, ages.get(name)])) };
}
let joined = 0;

/** Without those of recipients, which a yes brings (test/features/visits). */
const COOKIES = REGISTER.filter(({ planned }) => !planned)
	.flatMap(({ cookies }) => cookies)
	.filter(({ setBy }) => setBy === "brand");

/** A row with what begins each rule's term, whose own end, if it has one, is far away. */
const EVENTS: Partial<Record<RetentionId, (id: string, at: string) => Rows>> = {
	account: (id, at) => ({ member: memberRows({ id, at, closedAt: at, purgeAt: FAR }).member ?? [] }),
	session: (id, at) => ({ session: changed(memberRows({ id, at }).session, { ends_at: FAR }) }),
	unconfirmed_account: (id, at) => ({ registration: registrationRows({ id, at, expiresAt: FAR }).registration ?? [] }),
	one_time_code: (id, at) => ({ mail_code: changed(memberRows({ id, at }).mail_code, { expires_at: FAR }) }),
	guess_count: (id, at) => ({ password_guess: changed(memberRows({ id, at }).password_guess, { expires_at: FAR }) }),
	abuse_count: (id, at) => ({
		abuse_count: [{ kind: id, subject_index: bytesOf(id), window_start: at, count: 1 }],
	}),
	mail: (id, at) => ({ outbox: memberRows({ id, at }).outbox ?? [] }),
	moderation_decision: (id, at) => ({ measure: memberRows({ id, at }).measure ?? [] }),
	disclosure: (id, at) => ({ disclosure: memberRows({ id, at }).disclosure ?? [] }),
	export: (id, at) => ({ export: memberRows({ id, at }).export ?? [] }),
	rights_request: (id, at) => ({ restriction: memberRows({ id, at }).restriction ?? [] }),
	// Closed at the moment that it came.
	ticket: (id, at) => ({ ticket: memberRows({ id, at }).ticket ?? [] }),
	staff_access: (id, at) => ({ staff_access: memberRows({ id, at }).staff_access ?? [] }),
	name_hold: (id, at) => {
		const indexes = { name_index: bytesOf(id), likeness_index: bytesOf(`${id} like`), salt: id };
		return { user_name_hold: changed(remainderRows(at).user_name_hold, indexes) };
	},
	visit_log: (id, at) => ({ visit: changed(remainderRows(at).visit, { id }) }),
	consent_evidence: (id, at) => ({
		consent_evidence: changed(remainderRows(at).consent_evidence, { id }),
	}),
	acceptance: (id, at) => ({
		acceptance_evidence: changed(remainderRows(at).acceptance_evidence, { id }),
	}),
};
const FAR = "2099-01-01T00:00:00.000Z";
const bytesOf = (text: string) => new TextEncoder().encode(text);
const changed = <Row>(rows: readonly Row[] = [], values: Partial<Row>): Row[] =>
	rows.map((row) => ({ ...row, ...values }));

/**
 * The rules that by these terms end, at the minute's work, what began just before the start of the term, and leave
 * what began just after it.
 */
async function obeyed(termOf: (rule: RetentionId) => Duration): Promise<RetentionId[]> {
	const events = RULES.flatMap((rule) =>
		[-1, 1].map((days) => {
			// Months may begin three days in a row on one day of a shorter month.
			const shift = days * (termOf(rule).endsWith("D") ? DAY : 4 * DAY);
			const at = startOf(termOf(rule), new Date(Date.now() + shift)).toISOString();
			const id = `${rule}-${at}`;
			const rows = EVENTS[rule]?.(id, at) ?? expect.fail(`nothing begins the term of ${rule}`);
			const moved = movedTo(rows, { realm: REALM, brands: ["twero", "geilesexsite"] });
			return { rule, id, rows: moved, stays: shift > 0 };
		}),
	);
	await world.database.write(
		// The day's look at closed accounts begins again.
		build.deleteFrom("retention_pass").where("realm_id", "=", REALM),
		...events.flatMap(({ rows }) => insertRows(rows)),
	);
	await world.worker.tick();
	const held = await Promise.all(events.map(async (event) => ({ ...event, isThere: await isThere(event) })));
	await world.database.write(
		build.deleteFrom("mail_code").where("expires_at", "=", FAR),
		build.deleteFrom("session").where("ends_at", "=", FAR),
		build.deleteFrom("registration").where("expires_at", "=", FAR),
		build.deleteFrom("member").where("purge_at", "=", FAR),
	);
	return RULES.filter((rule) => held.every((event) => event.rule !== rule || event.isThere === event.stays));
}

async function isThere({ id, rows }: { id: string; rows: Rows }): Promise<boolean> {
	const [table = ""] = Object.keys(rows);
	const [all] = await world.database.read(build.selectFrom(table as "member").selectAll());
	const isNamed = (value: unknown) =>
		value instanceof Uint8Array ? Buffer.from(value).toString() === id : String(value).includes(id);
	return all.some((row) => Object.values(row).some(isNamed));
}

const RULES = Object.keys(NEW_TERMS) as RetentionId[];
const oldTerm = (rule: RetentionId): Duration => {
	const term = FROZEN_RETENTION[rule]?.for;
	return typeof term === "string" ? term : rule === "visit_log" ? "P30D" : "P60M";
};

const inWords = (durations: readonly (Duration | "session")[]) => durations.map((one) => durationWords(one, "nl"));
/** Nothing writes a disclosure yet, so no text speaks of its term. */
const TEXT_RULES = RULES.filter((rule) => rule !== "account" && rule !== "disclosure");

/** In every form of the statement, and on the pages and forms that name a term. */
async function published() {
	const text = async (path: string, host = "twero.com") => (await world.get(path, { host })).text;
	const account = `account.localhost:${world.worker.url.port}`;
	return {
		forms: [await text("/privacy"), await text("/privacy/statement.txt"), await text("/privacy/statement.json")],
		cookies: await text("/privacy/cookies"),
		signIn: await text("/sign-in?brand=twero", account),
		pdf: (await world.get("/privacy/statement.pdf")).headers["content-disposition"],
	};
}

describe("an edition with other terms that was published today", () => {
	it("covers every rule that live data stand under, and every cookie that is set", () => {
		const live = REGISTER.filter(({ planned }) => !planned);
		const used = live.flatMap(({ tables }) =>
			Object.values(tables).flatMap(({ columns }) =>
				Object.values(columns).flatMap((column) => ("retention" in column ? [column.retention] : [])),
			),
		);
		expect([...new Set(used)].sort()).toEqual([...RULES, ...WITH_ACCOUNT].sort());
		expect([...RULES, ...WITH_ACCOUNT, ...PLANNED].sort()).toEqual([...RETENTION_IDS].sort());
		for (const rule of WITH_ACCOUNT) expect(FROZEN_RETENTION[rule]?.for).toEqual(FROZEN_RETENTION.account?.for);
		expect(COOKIES.map(({ id }) => id).sort()).toEqual(Object.keys(NEW_COOKIES).sort());
	});

	describe("an hour before its day", () => {
		beforeAll(() => moveClock(world, NOTICE_MS - HOUR));

		it("changes nothing that is kept, and no cookie", async () => {
			const { rules, cookies } = await observe();
			for (const rule of Object.keys(rules) as RetentionId[])
				expect([rule, rules[rule]]).toEqual([rule, daysOf(oldTerm(rule))]);
			for (const { id } of COOKIES) {
				const age = FROZEN_COOKIES[id] ?? "session";
				expect([id, cookies[id]]).toEqual([id, age === "session" ? age : daysOf(age)]);
			}
			expect(await obeyed(oldTerm)).toEqual(RULES);
		});

		it("is said nowhere but as announced", async () => {
			const { forms, cookies, signIn, pdf } = await published();
			for (const form of forms.slice(0, 2))
				for (const words of inWords(["P20D", "P50M"])) expect(form).not.toContain(words);
			expect(forms[2]).not.toMatch(/"P20D"|"P50M"/);
			for (const words of inWords(Object.values(NEW_COOKIES))) expect(cookies).not.toContain(`>${words}<`);
			expect(signIn).toContain("(30 dagen)");
			expect(pdf).toContain("privacy-1-nl");
		});
	});

	describe("an hour after its day", () => {
		beforeAll(() => moveClock(world, NOTICE_MS + HOUR));

		it("is what every rule and cookie obeys", async () => {
			const { rules, cookies } = await observe();
			for (const rule of Object.keys(rules) as RetentionId[])
				expect([rule, rules[rule]]).toEqual([rule, daysOf(NEW_TERMS[rule] ?? "P0D")]);
			expect(Object.keys(rules).sort()).toEqual(
				RULES.filter(
					(rule) =>
						!/abuse|moderation|access|disclosure|export|rights|hold|evidence|acceptance|mail|visit|ticket/.test(rule),
				).sort(),
			);
			for (const { id } of COOKIES) expect([id, cookies[id]]).toEqual([id, daysOf(NEW_COOKIES[id] ?? "P0D")]);
			expect(await obeyed((rule) => NEW_TERMS[rule] ?? "P0D")).toEqual(RULES);
		});

		it("is what the statement says in every form, and the pages that name a term", async () => {
			const { forms, cookies, signIn, pdf } = await published();
			const terms = TEXT_RULES.map((rule) => NEW_TERMS[rule] ?? "P0D");
			for (const form of forms.slice(0, 2)) for (const words of inWords(terms)) expect(form).toContain(words);
			for (const term of terms) expect(forms[2]).toContain(`"${term}"`);
			for (const { id } of COOKIES.filter(({ id }) => id !== "staff_session"))
				for (const words of inWords([NEW_COOKIES[id] ?? "session"])) expect(cookies).toContain(words);
			expect(signIn).toContain("(20 dagen)");
			expect(pdf).toContain("privacy-2-nl");
		});
	});
});
