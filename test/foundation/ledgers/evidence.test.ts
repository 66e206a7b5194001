import { beforeEach, describe, expect, it } from "vitest";
import { closingQueries, lapseReads } from "#features/memberships/closing.ts";
import { leavingQueries, leavingReads } from "#features/memberships/leaving.ts";
import { type KeyRing, type KeySources, keyRing } from "#foundation/crypto/keys.ts";
import { build, ConstraintViolated, type Database } from "#foundation/db/database.ts";
import { checkScope } from "#foundation/db/scope.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import {
	type ConsentEvent,
	type ConsentKind,
	consentRows,
	holds,
	inOrder,
	stands,
	wordsHash,
} from "#foundation/ledgers/consent.ts";
import { evidenceIndexes, evidenceQueries, openEvidence } from "#foundation/ledgers/evidence.ts";
import { addConsent, consentEvents } from "#foundation/ledgers/queries.ts";
import { evidenceKeysOf, evidenceOf, evidenceReads, requireAllRead } from "#foundation/ledgers/queries-evidence.ts";
import { TABLE_RULES } from "../../../src/register.ts";
import { addMembers, REALM } from "../../support/fixtures/keyed-members.ts";
import { expectIndexes } from "../../support/query-plan.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const TWERO = brandIdSchema.parse("twero");
const HARBOUR = brandIdSchema.parse("harbour");
const BRANDS = [TWERO, HARBOUR];
const MEMBER = "lid-1";
const LEFT = "2026-11-22T12:34:56.789Z";
const NEVER: Parameters<typeof openEvidence>[2] = { consents: () => false, acceptances: () => false };

/** What retention does to events that ended at `before` (ISO 8601) or earlier. */
const emptyEndedConsents = (brands: readonly string[], before: string) =>
	build
		.updateTable("consent_event")
		.set({ purpose: "", recipient: "", kind: "", text_hash: "", method: "", happened_at: "", ended_at: null })
		.where("brand_id", "in", [...brands])
		.where("ended_at", "<=", before);

let database: Database;
let ring: KeyRing;
let count: number;
beforeEach(async () => {
	database = memoryDatabase();
	count = 0;
	const sources: KeySources = {
		...{ root: new Uint8Array(32).fill(3), salts: memorySalts() },
		openDatabase: () => database,
		now: () => Date.parse(LEFT),
	};
	ring = await keyRing(sources);
	await addMembers(database, ring, [1, 2]);
	for (const brand of BRANDS) for (const member of [MEMBER, "lid-2"]) await join(brand, member);
});

async function join(brand: typeof TWERO, member: string): Promise<void> {
	const at = "2026-01-05T10:00:00.000Z";
	const own = { brand_id: brand, member_id: member };
	count += 1;
	await database.write(
		build.insertInto("membership").values({
			...{ ...own, joined_at: at, state: "active", statement_notified: 1, updated_at: at },
			pairwise_id: `naam-${brand}-${member}-${count}`,
		}),
		build.insertInto("acceptance").values({
			...{ ...own, id: `terms-${brand}-${member}-${count}`, document: "terms", number: 3, locale: "nl", hash: "abc" },
			...{ kind: "accepted", happened_at: at },
		}),
	);
	await answer("use_of_site", "given", at, { brand, member });
}

async function answer(
	purpose: "use_of_site" | "profiles" | "suggestions",
	kind: ConsentKind,
	at: string,
	{ brand, member }: { brand: typeof TWERO; member: string } = { brand: TWERO, member: MEMBER },
) {
	count += 1;
	const [before] = await database.read(consentEvents([brand], member));
	const answers = [{ purpose, recipient: "", textHash: "00", kind, id: `answer-${count}` }];
	const rows = await consentRows({ brand, member, method: "settings", at }, answers, before);
	await database.write(...rows.map((row) => addConsent(row)));
}

/** Two consents that end on days of their own, and two that still stand. */
async function answerAll() {
	await answer("profiles", "given", "2026-02-01T10:00:00.000Z");
	await answer("profiles", "withdrawn", "2026-03-01T10:00:00.000Z");
	await answer("suggestions", "refused", "2026-04-01T10:00:00.000Z");
	await answer("profiles", "given", "2026-05-01T10:00:00.000Z");
}

async function leave(brand = TWERO, member = MEMBER) {
	const agreed = await database.read(...leavingReads(REALM, brand, member));
	return leavingQueries(ring, REALM, { brand, member, now: Date.parse(LEFT) }, agreed);
}

async function evidence(member = MEMBER, isPast = NEVER) {
	const indexes = await evidenceIndexes(ring, REALM, member);
	const [consents, acceptances, ...keys] = await database.read(
		...evidenceOf(REALM, indexes),
		...evidenceKeysOf(REALM, indexes),
	);
	return openEvidence(ring, { consents, acceptances, keys: keys.flat() }, isPast);
}

async function rowsOf(table: "consent_evidence" | "acceptance_evidence" | "consent_event" | "acceptance" | "unit_key") {
	const [rows] = await database.read(build.selectFrom(table).selectAll());
	return rows as unknown as Record<string, unknown>[];
}
const plainOf = async (brand: string, member: string) =>
	[...(await rowsOf("consent_event")), ...(await rowsOf("acceptance"))].filter(
		(row) => row.brand_id === brand && row.member_id === member,
	);

describe("the evidence that a membership leaves", () => {
	it("holds every answer and acceptance of it, with the withdrawals, and the plain rows are gone (P34)", async () => {
		await answerAll();
		const before = await plainOf(TWERO, MEMBER);
		await database.write(...(await leave()));
		expect(await plainOf(TWERO, MEMBER)).toEqual([]);
		const { consents, acceptances, isComplete } = await evidence();
		expect(isComplete).toBe(true);
		const entries = consents.flatMap((one) => one.entries);
		expect(entries.map(({ purpose, kind, ended_at }) => [purpose, kind, ended_at.slice(0, 10)])).toEqual([
			["profiles", "given", "2026-03-01"],
			["profiles", "withdrawn", "2026-03-01"],
			["suggestions", "refused", "2026-04-01"],
			["use_of_site", "given", "2026-11-22"],
			["profiles", "given", "2026-11-22"],
			["use_of_site", "withdrawn", "2026-11-22"],
			["profiles", "withdrawn", "2026-11-22"],
		]);
		expect(acceptances.flatMap((one) => one.entries)).toEqual([
			expect.objectContaining({ document: "terms", number: 3, hash: "abc", happened_at: "2026-01-05T10:00:00.000Z" }),
		]);
		for (const { member, brand } of [...consents, ...acceptances]) expect([member, brand]).toEqual([MEMBER, TWERO]);
		const kept = [...entries, ...acceptances.flatMap((one) => one.entries)].map(({ id }) => id);
		for (const { id } of before) expect(kept).toContain(id);
		// The carried chain still fits.
		expect(inOrder(entries).map(({ id }) => id)).toHaveLength(7);
	});

	it("is sealed although a link of the chain of consents is lost, and shows the break", async () => {
		await answerAll();
		const lost = build.deleteFrom("consent_event").where("brand_id", "=", TWERO).where("kind", "=", "refused");
		await database.write(lost);
		await database.write(...(await leave()));
		expect(await plainOf(TWERO, MEMBER)).toEqual([]);
		const entries = (await evidence()).consents.flatMap((one) => one.entries);
		expect(entries.map(({ purpose, kind }) => `${purpose} ${kind}`)).toEqual([
			...["profiles given", "profiles withdrawn", "use_of_site given", "profiles given"],
			...["use_of_site withdrawn", "profiles withdrawn"],
		]);
		expect(() => inOrder(entries)).toThrow("broken");
	});

	it("is dated by the calendar day on which it ended, where midnight comes before UTC's", async () => {
		await answer("profiles", "given", "2026-02-01T10:00:00.000Z");
		await answer("profiles", "withdrawn", "2026-03-01T23:30:00.000Z");
		await database.write(...(await leave()));
		const days = (await rowsOf("consent_evidence")).map(({ ended_at }) => ended_at);
		expect(days.sort()).toEqual(["2026-03-02T00:00:00.000Z", "2026-11-22T00:00:00.000Z"]);
	});

	it("does not keep an account open whose chain of consents lost a link: what holds still lapses", async () => {
		await answerAll();
		await database.write(
			build.deleteFrom("consent_event").where("kind", "=", "refused").where("member_id", "=", MEMBER),
		);
		const realm = { id: REALM, brands: BRANDS };
		const read = await database.read(...lapseReads(realm, MEMBER));
		expect(() => inOrder(read[0].filter(({ brand_id }) => brand_id === TWERO))).toThrow("broken");
		const at = { member: MEMBER, now: Date.parse(LEFT), purgeAt: "2031-11-22T00:00:00.000Z" };
		await database.write(...(await closingQueries({ realm, keys: async () => ring }, at, read)));
		const [after] = await database.read(consentEvents(BRANDS, MEMBER));
		expect(after.filter(stands)).toEqual([]);
	});

	it("leaves the other brand's rows and the other members' as they were", async () => {
		const others = async () => [await plainOf(HARBOUR, MEMBER), await plainOf(TWERO, "lid-2")];
		const before = await others();
		await database.write(...(await leave()));
		expect(await others()).toEqual(before);
		expect((await evidence("lid-2")).consents).toEqual([]);
	});

	it("says neither member nor brand in the plain, and nothing of the moment", async () => {
		await answerAll();
		const before = await plainOf(TWERO, MEMBER);
		await database.write(...(await leave()));
		await database.write(...(await leave(HARBOUR)));
		const rows = [...(await rowsOf("consent_evidence")), ...(await rowsOf("acceptance_evidence"))];
		const keys = (await rowsOf("unit_key")).filter(({ unit }) => unit === "evidence");
		expect(keys.map(({ owner_id }) => owner_id).sort()).toEqual(rows.map(({ id }) => id).sort());
		const texts = [...rows, ...keys].flatMap((row) => Object.values(row)).filter((value) => typeof value === "string");
		for (const word of [MEMBER, TWERO, HARBOUR, "12:34", ...before.map(({ id }) => String(id))])
			expect(texts.filter((text) => text.includes(word))).toEqual([]);
		for (const { id } of keys) {
			const madeAt = Number.parseInt(String(id).replace("-", "").slice(0, 12), 16);
			expect(new Date(madeAt).toISOString()).toBe("2026-11-22T00:00:00.000Z");
		}
		expect(new Set(rows.map(({ ended_at }) => ended_at))).toEqual(
			new Set(["2026-03-01", "2026-04-01", "2026-11-22"].map((day) => `${day}T00:00:00.000Z`)),
		);
	});

	it("is made once, whatever is pressed twice or done again on a copy", async () => {
		await answerAll();
		const [first, second] = [await leave(), await leave()];
		await database.write(...first);
		await expect(database.write(...second)).rejects.toThrow(ConstraintViolated);
		const ids = (await rowsOf("consent_evidence")).map(({ id }) => id);
		await database.write(...(await leave()));
		expect((await rowsOf("consent_evidence")).map(({ id }) => id)).toEqual(ids);
		// Read before, written on a copy of then: the same rows by the same ids.
		const copied = second.flatMap((query) => query.compile().parameters);
		for (const id of ids) expect(copied).toContain(id);
	});

	it("refuses to let a row go that was written after it was read", async () => {
		const read = await leave();
		await answer("profiles", "given", "2026-11-01T10:00:00.000Z");
		await expect(database.write(...read)).rejects.toThrow(ConstraintViolated);
		expect(await plainOf(TWERO, MEMBER)).toHaveLength(3);
	});

	it("covers all brands at once when an account ends, with none of its rows left", async () => {
		await answerAll();
		const rows = await database.read(...evidenceReads(BRANDS, MEMBER));
		const ended = { realm: REALM, member: MEMBER, brands: BRANDS, at: LEFT };
		await database.write(...(await evidenceQueries(ring, ended, rows)));
		for (const brand of BRANDS) expect(await plainOf(brand, MEMBER)).toEqual([]);
		const { consents, acceptances, isComplete } = await evidence();
		expect(isComplete).toBe(true);
		expect(new Set(consents.map(({ brand }) => brand))).toEqual(new Set(BRANDS));
		expect(acceptances.map(({ brand }) => brand).sort()).toEqual([...BRANDS].sort());
	});

	it("tells a row that was taken out or altered from one whose term has ended", async () => {
		await answerAll();
		await database.write(...(await leave()));
		const rows = await rowsOf("consent_evidence");
		expect(rows).toHaveLength(3);
		await expect(
			database.write(build.updateTable("consent_evidence").set({ ended_at: "2026-01-01T00:00:00.000Z" })),
		).rejects.toThrow(ConstraintViolated);
		const past = { ...NEVER, consents: (day: string) => day < "2026-03-15" };
		const remove = (end: string) => database.write(build.deleteFrom("consent_evidence").where("ended_at", "=", end));
		await remove("2026-03-01T00:00:00.000Z");
		expect((await evidence()).isComplete).toBe(false);
		expect((await evidence(MEMBER, past)).isComplete).toBe(true);
		await remove("2026-04-01T00:00:00.000Z");
		expect((await evidence(MEMBER, past)).isComplete).toBe(false);
		// Its key went with each.
		const keys = (await rowsOf("unit_key")).filter(({ unit }) => unit === "evidence");
		expect(keys).toHaveLength(2);
	});

	it("is seen to lack its last row, or to be chained anew by a writer without keys", async () => {
		await answerAll();
		await database.write(...(await leave()));
		const indexes = await evidenceIndexes(ring, REALM, MEMBER);
		const [consents, acceptances, ...keys] = await database.read(
			...evidenceOf(REALM, indexes),
			...evidenceKeysOf(REALM, indexes),
		);
		const isComplete = async (rows: typeof consents, isPast = NEVER) =>
			(await openEvidence(ring, { consents: rows, acceptances, keys: keys.flat() }, isPast)).isComplete;
		const ordered = consents.toSorted((one, other) => one.ended_at.localeCompare(other.ended_at));
		expect(await isComplete(ordered.slice(0, -1))).toBe(false);
		expect(await isComplete(ordered.slice(0, -1), { ...NEVER, consents: () => true })).toBe(true);
		const hashOf = async (row: (typeof consents)[number]) => {
			const sealed = Buffer.from(row.sealed).toString("base64url");
			return wordsHash(JSON.stringify([row.realm_id, row.id, sealed, row.ended_at, row.previous_hash]));
		};
		const [first, , last] = ordered;
		if (first === undefined || last === undefined) return expect.fail();
		expect(await hashOf(last)).toBe(last.hash);
		const chained = { ...last, previous_hash: first.hash };
		expect(
			await isComplete([first, { ...chained, hash: await hashOf(chained) }], { ...NEVER, consents: () => true }),
		).toBe(false);
		const dated = { ...first, ended_at: "2020-01-01T00:00:00.000Z" };
		expect(await isComplete([{ ...dated, hash: await hashOf(dated) }], { ...NEVER, consents: () => true })).toBe(false);
	});

	it("is complete by its own hash alone when a row is moved, or its link is bent", async () => {
		await answerAll();
		await database.write(...(await leave()));
		const indexes = await evidenceIndexes(ring, REALM, MEMBER);
		const [consents, acceptances, ...keys] = await database.read(
			...evidenceOf(REALM, indexes),
			...evidenceKeysOf(REALM, indexes),
		);
		const opened = (changed: typeof consents) =>
			openEvidence(ring, { consents: changed, acceptances, keys: keys.flat() }, NEVER);
		expect((await opened(consents)).isComplete).toBe(true);
		for (const change of [{ previous_hash: "x" }, { hash: "x" }, { ended_at: LEFT }])
			expect((await opened(consents.map((row, at) => (at === 1 ? { ...row, ...change } : row)))).isComplete).toBe(
				false,
			);
	});

	it("asks nothing outside the realm, and reads by an index", async () => {
		const scope = { kind: "realm", realm: REALM, brands: new Set<string>(BRANDS) } as const;
		const indexes = await evidenceIndexes(ring, REALM, MEMBER);
		const queries = [
			...(await leave()),
			...evidenceReads(BRANDS, MEMBER),
			...evidenceOf(REALM, indexes),
			...evidenceKeysOf(REALM, indexes),
			emptyEndedConsents(BRANDS, LEFT),
		];
		for (const query of queries) expect(() => checkScope(query.compile().query, TABLE_RULES, scope)).not.toThrow();
		expectIndexes([
			...queries,
			requireAllRead({ realm: REALM, brand: TWERO, member: MEMBER }, { events: 1, acceptances: 1 }),
		]);
	});
});

describe("an event of a member who stays", () => {
	const eventsNow = async () => inOrder((await database.read(consentEvents([TWERO], MEMBER)))[0]);
	const question = (purpose: "profiles" | "use_of_site" | "suggestions") => ({
		purpose,
		recipient: "",
		textHash: "00",
	});

	it("ends with the next answer to its question, or at once when it is no consent", async () => {
		await answerAll();
		expect((await eventsNow()).map(({ kind, ended_at }) => [kind, ended_at?.slice(0, 7)])).toEqual([
			["given", undefined],
			["given", "2026-03"],
			["withdrawn", "2026-03"],
			["refused", "2026-04"],
			["given", undefined],
		]);
		await answer("profiles", "renewed", "2026-06-01T10:00:00.000Z");
		await answer("use_of_site", "expired", "2026-07-01T10:00:00.000Z");
		expect((await eventsNow()).map(({ ended_at }) => ended_at?.slice(5, 7))).toEqual([
			"07",
			"03",
			"03",
			"04",
			"06",
			undefined,
			"07",
		]);
	});

	it("is emptied after its term, while the chain goes on over it", async () => {
		await answerAll();
		await database.write(emptyEndedConsents(BRANDS, "2026-03-31T00:00:00.000Z"));
		const emptied = await eventsNow();
		expect(emptied.map(({ kind, purpose }) => [kind, purpose])).toEqual([
			["given", "use_of_site"],
			["", ""],
			["", ""],
			["refused", "suggestions"],
			["given", "profiles"],
		]);
		expect(holds(emptied, question("profiles"))).toBe(true);
		expect(holds(emptied, question("suggestions"))).toBe(false);
		await answer("suggestions", "given", "2026-06-01T10:00:00.000Z");
		expect(holds(await eventsNow(), question("suggestions"))).toBe(true);
		await database.write(...(await leave()));
		const { consents, isComplete } = await evidence();
		expect([isComplete, consents.flatMap(({ entries }) => entries).some(({ kind }) => kind === "")]).toEqual([
			true,
			false,
		]);
	});

	it("never holds again when the answer that ended it is emptied first", async () => {
		await answer("profiles", "given", "2026-02-01T10:00:00.000Z");
		await answer("profiles", "withdrawn", "2026-03-01T10:00:00.000Z");
		const blank = { purpose: "", recipient: "", kind: "", text_hash: "", method: "", happened_at: "", ended_at: null };
		await database.write(build.updateTable("consent_event").set(blank).where("kind", "=", "withdrawn"));
		expect(holds(await eventsNow(), question("profiles"))).toBe(false);
		const [, given] = await eventsNow();
		const special = { brand_id: TWERO, member_id: MEMBER, purpose: "profiles", updated_at: LEFT };
		await expect(
			database.write(build.insertInto("special_detail").values({ ...special, consent_id: given?.id ?? "" })),
		).rejects.toThrow("live consent");
	});

	it("is changed in no other way", async () => {
		await answerAll();
		const set = (values: Record<string, string | null>, kind: string) =>
			database.write(build.updateTable("consent_event").set(values).where("kind", "=", kind));
		const blank = { purpose: "", recipient: "", kind: "", text_hash: "", method: "", happened_at: "", ended_at: null };
		for (const [values, kind] of [
			[blank, "given"],
			[{ ...blank, hash: "" }, "refused"],
			[{ ...blank, member_id: "lid-2" }, "refused"],
			[{ ...blank, previous_hash: "" }, "refused"],
			[{ ...blank, purpose: "profiles" }, "refused"],
			[{ ...blank, ended_at: LEFT }, "refused"],
			[{ ended_at: LEFT }, "refused"],
			[{ ended_at: null }, "refused"],
			[{ ended_at: LEFT, kind: "refused" }, "given"],
			[{ text_hash: "11" }, "given"],
			[{ kind: "given" }, "refused"],
		] as const)
			await expect(set(values, kind), JSON.stringify([values, kind])).rejects.toThrow("never changed");
		await set(blank, "refused");
		await expect(set({ ended_at: LEFT }, "")).rejects.toThrow("never changed");
		const [row] = await consentRows({ brand: TWERO, member: MEMBER, method: "settings", at: LEFT }, [
			{ ...question("profiles"), kind: "withdrawn", id: "x" },
		]);
		if (row === undefined) return expect.fail();
		for (const wrong of [{ kind: "given" }, { kind: "" }])
			await expect(database.write(addConsent({ ...row, ...wrong })), JSON.stringify(wrong)).rejects.toThrow(
				"holds as it is given",
			);
	});

	it("ends as it is written, and ends what held before, also where older code writes it", async () => {
		const own = { brand: TWERO, member: "lid-9", method: "settings" as const };
		const given = await consentRows({ ...own, at: LEFT }, [{ ...question("profiles"), kind: "given", id: "g" }]);
		const rows = given.map((row) => ({ ...row, ended_at: null }));
		const later = "2027-01-02T03:04:05.000Z";
		const answer = { ...question("profiles"), kind: "withdrawn" as const, id: "w" };
		const withdrawn = await consentRows({ ...own, at: later }, [answer], rows as unknown as ConsentEvent[]);
		const old = withdrawn.map(({ ended_at: _, ...row }) => row);
		await database.write(...[...given, ...old].map((row) => addConsent(row)));
		const [ends] = await database.read(
			build.selectFrom("consent_event").select(["id", "ended_at"]).where("member_id", "=", "lid-9").orderBy("id"),
		);
		expect(ends).toEqual([
			{ id: "g", ended_at: later },
			{ id: "w", ended_at: later },
		]);
	});
});
