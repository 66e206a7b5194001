import type { Compilable } from "kysely";
import { describe, expect, it } from "vitest";
import { plainTextRows, specialRows } from "#features/profiles/brand-profile.ts";
import { detailRows } from "#features/profiles/details/member-detail.ts";
import { photosOn } from "#features/profiles/photos/own-photos.ts";
import * as photoSql from "#features/profiles/photos/queries-photo.ts";
import * as sql from "#features/profiles/queries.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { type KeySources, keyRing } from "#foundation/crypto/keys.ts";
import { removeKnownKey } from "#foundation/crypto/queries.ts";
import { open } from "#foundation/crypto/sealed.ts";
import { build, ConstraintViolated, type Database } from "#foundation/db/database.ts";
import { checkScope } from "#foundation/db/scope.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { consentRows } from "#foundation/ledgers/consent.ts";
import { addConsent } from "#foundation/ledgers/queries.ts";
import { PURPOSE_IDS } from "#foundation/register/purposes.ts";
import { TABLE_RULES } from "../../../src/register.ts";
import { addMembers, allKeys, REALM } from "../../support/fixtures/keyed-members.ts";
import { expectIndexes, wholeReads } from "../../support/query-plan.ts";
import { memoryDatabase } from "../../support/stores/memory-database.ts";
import { memorySalts } from "../../support/stores/salt-store.ts";

const TWERO = brandIdSchema.parse("twero");
const HARBOUR = brandIdSchema.parse("harbour");
const AT = "2026-11-22T12:00:00.000Z";
const MEMBER = "lid-1";
const owner = (brand = TWERO) => ({ realm: REALM, brand, member: MEMBER });

/** One member of an adult brand and of one that is not; `answers` adds to the ledger of the adult brand. */
async function surroundings() {
	const database = memoryDatabase();
	const sources: KeySources = {
		...{ root: new Uint8Array(32).fill(3), salts: memorySalts() },
		openDatabase: () => database,
		now: () => Date.UTC(2026, 10, 22),
	};
	const ring = await keyRing(sources);
	await addMembers(database, ring, [1]);
	for (const brand of [TWERO, HARBOUR]) {
		const place = { brand_id: brand, member_id: MEMBER, joined_at: AT, state: "active", updated_at: AT };
		await database.write(
			build.insertInto("membership").values({ ...place, statement_notified: 1, pairwise_id: `naam-${brand}` }),
		);
	}
	let count = 0;
	const answer = async (
		purpose: "use_of_site" | "profiles" | "suggestions",
		kind: "given" | "withdrawn" | "refused",
	) => {
		count += 1;
		const id = `antwoord-${count}`;
		const [before] = await database.read(sql.answersOf(TWERO, [MEMBER]));
		const place = { brand: TWERO, member: MEMBER, method: "settings" as const, at: AT };
		const rows = await consentRows(place, [{ purpose, recipient: "", textHash: "00", kind, id }], before);
		await database.write(...rows.map((row) => addConsent(row)));
		return id;
	};
	await answer("use_of_site", "given");
	return { database, ring, answer };
}

/** Which rule of the schema refused. */
async function why(written: Promise<unknown>): Promise<string> {
	try {
		await written;
		return "it was written";
	} catch (error) {
		return error instanceof ConstraintViolated && error.cause instanceof Error ? error.cause.message : String(error);
	}
}

const TEXTS = { about_me_sealed: "Over mij", hobbies_sealed: "", sexual_preferences_sealed: "" };
const photo = (id: string, brand: string, consent: string | null) =>
	photoSql.addPhoto({
		...{ brand_id: brand, id, member_id: MEMBER, consent_id: consent, object_key: `photos/${id}`, width: 1, height: 1 },
		...{ state: "pending", added_at: AT },
	});

async function count(database: Database, table: "special_detail" | "photo" | "profile" | "object_removal") {
	const [[row]] = await database.read(build.selectFrom(table).select((eb) => eb.fn.countAll<number>().as("rows")));
	return row?.rows;
}

describe("the database, whatever the code forgets", () => {
	it("takes a special value only under the newest answer to its purpose, and only when that is a yes (P05)", async () => {
		const { database, ring, answer } = await surroundings();
		const write = async (consent: string) =>
			database.write(...(await specialRows(ring, owner(), "profiles", TEXTS, { consent, at: AT })));
		const refused = async (consent: string) =>
			expect(await why(write(consent))).toContain("special data without a live consent");
		await refused("none");
		await refused(await answer("suggestions", "given"));
		await refused("antwoord-1");
		await refused(await answer("profiles", "refused"));
		const first = await answer("profiles", "given");
		await write(first);
		await answer("profiles", "withdrawn");
		await refused(first);
		const second = await answer("profiles", "given");
		await refused(first);
		await write(second);
		expect(await count(database, "special_detail")).toBe(1);
	});

	it("changes no special value after its consent, nor moves it to another (P05)", async () => {
		const { database, ring, answer } = await surroundings();
		const consent = await answer("profiles", "given");
		await database.write(...(await specialRows(ring, owner(), "profiles", TEXTS, { consent, at: AT })));
		const newer = await answer("profiles", "given");
		const update = (values: { consent_id?: string; updated_at?: string }) =>
			database.write(build.updateTable("special_detail").set(values).where("brand_id", "=", TWERO));
		expect(await why(update({ updated_at: "later" }))).toContain("live consent");
		expect(await why(update({ consent_id: "antwoord-1" }))).toContain("live consent");
		await update({ consent_id: newer });
	});

	it("erases what hung on a consent with the row that ends it, and nothing of another purpose (P05, P34)", async () => {
		const { database, ring, answer } = await surroundings();
		const profiles = await answer("profiles", "given");
		const suggestions = await answer("suggestions", "given");
		await database.write(...(await specialRows(ring, owner(), "profiles", TEXTS, { consent: profiles, at: AT })));
		const values = { orientation_sealed: "bisexual" };
		await database.write(
			...(await specialRows(ring, owner(), "suggestions", values, { consent: suggestions, at: AT })),
		);
		await database.write(photo("foto-1", TWERO, profiles), photo("foto-2", HARBOUR, null));
		await answer("profiles", "withdrawn");
		const [left, photos, removals] = await database.read(
			build.selectFrom("special_detail").select("purpose"),
			build.selectFrom("photo").select("id"),
			build.selectFrom("object_removal").select(["brand_id", "object_key"]),
		);
		expect([left, photos]).toEqual([[{ purpose: "suggestions" }], [{ id: "foto-2" }]]);
		expect(removals).toEqual([{ brand_id: TWERO, object_key: "photos/foto-1" }]);
		await answer("use_of_site", "withdrawn");
		expect(await count(database, "special_detail")).toBe(0);
	});

	it("P53 takes special values for profiles and suggestions, and none for statistics, third parties or anything else", async () => {
		const { database, answer } = await surroundings();
		const consents = { profiles: await answer("profiles", "given"), suggestions: await answer("suggestions", "given") };
		const use_of_site = "antwoord-1";
		const write = (purpose: string, consent_id: string) =>
			database.write(
				build.insertInto("special_detail").values({
					...{ brand_id: TWERO, member_id: MEMBER, purpose, consent_id, updated_at: AT },
				}),
			);
		const others = PURPOSE_IDS.filter((id) => id !== "profiles" && id !== "suggestions");
		expect(others).toEqual(expect.arrayContaining(["statistics", "third_parties", "security_improvement"]));
		for (const purpose of others)
			for (const consent of [...Object.values(consents), use_of_site])
				expect([purpose, await why(write(purpose, consent))]).not.toEqual([purpose, "it was written"]);
		expect(await count(database, "special_detail")).toBe(0);
		expect(await why(database.write(photo("foto-1", TWERO, consents.suggestions)))).not.toBe("it was written");
		for (const [purpose, consent] of Object.entries(consents)) await write(purpose, consent);
		await database.write(photo("foto-1", TWERO, consents.profiles));
		// Not even with a yes to that purpose, which nothing asks.
		const at = { brand: TWERO, member: MEMBER, method: "settings" as const, at: AT };
		const given = { purpose: "statistics" as const, recipient: "", textHash: "00", kind: "given" as const, id: "ja" };
		const [before] = await database.read(sql.answersOf(TWERO, [MEMBER]));
		await database.write(...(await consentRows(at, [given], before)).map((row) => addConsent(row)));
		expect(await why(write("statistics", "ja"))).toContain("CHECK");
	});

	it("keeps free text and photos of an adult brand out of where no consent guards them (P05, P52)", async () => {
		const { database, ring, answer } = await surroundings();
		const plain = async (brand: typeof TWERO, about_me: string) =>
			database.write(...(await plainTextRows(ring, owner(brand), { display_name: "Roos", about_me, hobbies: "" }, AT)));
		expect(await why(plain(TWERO, "Over mij"))).toContain("belongs in special_detail");
		await plain(TWERO, "");
		expect(await why(plain(TWERO, "Over mij"))).toContain("belongs in special_detail");
		await plain(HARBOUR, "About me");
		expect(await why(database.write(photo("a", TWERO, null)))).toContain("without a live consent");
		expect(await why(database.write(photo("a", TWERO, "antwoord-1")))).toContain("without a live consent");
		const consent = await answer("profiles", "given");
		await database.write(photo("a", TWERO, consent));
		const drop = build.updateTable("photo").set({ consent_id: null }).where("brand_id", "=", TWERO);
		expect(await why(database.write(drop))).toContain("under the consent that it came with");
	});

	it("keeps orientation for matching alone (P06)", async () => {
		const { database, answer } = await surroundings();
		const consent = await answer("profiles", "given");
		const row = { brand_id: TWERO, member_id: MEMBER, purpose: "profiles", consent_id: consent, updated_at: AT };
		expect(await why(database.write(sql.saveSpecial({ ...row, orientation_sealed: new Uint8Array([1]) })))).toContain(
			"CHECK",
		);
	});

	it("takes no thirteenth photo, nor anything of who is no member of the brand", async () => {
		const { database, ring } = await surroundings();
		for (let number = 0; number < 12; number++) await database.write(photo(`foto-${number}`, HARBOUR, null));
		expect(await why(database.write(photo("foto-12", HARBOUR, null)))).toContain("twelve");
		const stranger = brandIdSchema.parse("geilesexsite");
		const texts = { display_name: "Roos", about_me: "", hobbies: "" };
		expect(await why(database.write(...(await plainTextRows(ring, owner(stranger), texts, AT))))).toContain(
			"FOREIGN KEY",
		);
		expect(await why(database.write(photo("x", stranger, null)))).toContain("FOREIGN KEY");
		expect((await allKeys(database)).map(({ unit }) => unit)).not.toContain("brand:geilesexsite:profile");
	});

	it("erases every row of a brand with the membership, and of an account with the member (P37)", async () => {
		const { database, ring, answer } = await surroundings();
		const consent = await answer("profiles", "given");
		await database.write(
			...(await specialRows(ring, owner(), "profiles", TEXTS, { consent, at: AT })),
			...(await plainTextRows(ring, owner(), { display_name: "Roos", about_me: "", hobbies: "" }, AT)),
			...sql.setVisibility(TWERO, MEMBER, ["town"], AT),
			photo("foto-1", TWERO, consent),
			...(await detailRows(
				ring,
				{ realm: REALM, member: MEMBER, at: AT },
				{ phone: "", birth_date: "", town: "Assen" },
			)),
		);
		await database.write(build.deleteFrom("membership").where("brand_id", "=", TWERO));
		for (const table of ["special_detail", "profile", "photo"] as const) expect(await count(database, table)).toBe(0);
		expect(await count(database, "object_removal")).toBe(1);
		await database.write(build.deleteFrom("member").where("realm_id", "=", REALM));
		const [details] = await database.read(build.selectFrom("member_detail").select("member_id"));
		expect(details).toEqual([]);
	});
});

/** Everything in these columns of an older copy that any current key opens. */
async function opened(
	keys: readonly UnitKeyRow[],
	ring: Awaited<ReturnType<typeof keyRing>>,
	table: string,
	copy: readonly Record<string, unknown>[],
): Promise<string[]> {
	const found: string[] = [];
	for (const key of keys)
		for (const row of copy)
			for (const [column, value] of Object.entries(row))
				if (value instanceof Uint8Array)
					try {
						found.push(await open(await ring.openUnit(key), { table, column, row: MEMBER }, value));
					} catch {
						// Not under this key.
					}
	return found;
}

describe("what was changed, cleared or withdrawn", () => {
	it("opens in no older copy with any key that is left; the rest stays (P04, P34)", async () => {
		const { database, ring, answer } = await surroundings();
		const details = { phone: "+31612345678", birth_date: "1990-05-17", town: "Assen" };
		const place = { realm: REALM, member: MEMBER, at: AT };
		await database.write(...(await detailRows(ring, place, details)));
		const copyOfDetails = (await database.read(sql.detailOf(REALM, [MEMBER])))[0];
		const before = await allKeys(database);
		expect((await opened(before, ring, "member_detail", copyOfDetails)).sort()).toEqual(Object.values(details).sort());
		const known = before.find(({ unit }) => unit === "core:detail")?.id;
		await database.write(...(await detailRows(ring, { ...place, known }, { ...details, phone: "" })));
		expect(await opened(await allKeys(database), ring, "member_detail", copyOfDetails)).toEqual([]);
		const now = (await database.read(sql.detailOf(REALM, [MEMBER])))[0];
		expect((await opened(await allKeys(database), ring, "member_detail", now)).sort()).toEqual(["1990-05-17", "Assen"]);

		const consent = await answer("profiles", "given");
		await database.write(...(await specialRows(ring, owner(), "profiles", TEXTS, { consent, at: AT })));
		const copyOfSpecial = (await database.read(sql.specialOf([TWERO], [MEMBER])))[0];
		expect(await opened(await allKeys(database), ring, "special_detail", copyOfSpecial)).toEqual(["Over mij"]);
		await database.write(sql.removeUnit(REALM, MEMBER, "special:twero:profiles"));
		expect(await opened(await allKeys(database), ring, "special_detail", copyOfSpecial)).toEqual([]);
	});

	it("is refused when another write came between reading and clearing, and nothing is lost", async () => {
		const { database, ring } = await surroundings();
		const place = { realm: REALM, member: MEMBER, at: AT };
		await database.write(...(await detailRows(ring, place, { phone: "", birth_date: "", town: "Assen" })));
		const known = (await allKeys(database)).find(({ unit }) => unit === "core:detail")?.id;
		await database.write(...(await detailRows(ring, place, { phone: "+31612345678", birth_date: "", town: "Delft" })));
		const late = detailRows(ring, { ...place, known }, { phone: "", birth_date: "", town: "Assen" });
		expect(await why(database.write(...(await late)))).toContain("UNIQUE");
		const now = (await database.read(sql.detailOf(REALM, [MEMBER])))[0];
		expect((await opened(await allKeys(database), ring, "member_detail", now)).sort()).toEqual([
			"+31612345678",
			"Delft",
		]);
	});

	it("goes with all parts of its unit and with no other unit that begins alike", async () => {
		const { database, ring } = await surroundings();
		const units = [
			"special:twero:profiles",
			"special:twero:profiles:photo:1",
			"special:twero2:profiles",
			"brand:twero:profile",
		];
		for (const unit of units)
			await database.write(
				build.insertInto("unit_key").values((await ring.newUnit({ realm: REALM, owner: MEMBER, unit })).row),
			);
		await database.write(sql.removeUnit(REALM, MEMBER, "special:twero:profiles"));
		const left = (await allKeys(database)).map(({ unit }) => unit).sort();
		expect(left).toEqual(["brand:twero:profile", "core", "special:twero2:profiles"]);
	});
});

describe("queries of profiles", () => {
	const ref = { brand: TWERO, pairwise: "naam", me: MEMBER };
	const photo = { brand: TWERO, id: "x", me: MEMBER };
	const queries: Record<string, Compilable<unknown>> = {
		membershipByPairwiseId: sql.membershipByPairwiseId(ref),
		accountOf: sql.accountOf(REALM, ref),
		keysOf: sql.keysOf(REALM, ref, ["core"]),
		keysOfParts: sql.keysOfParts(REALM, ref, "special:twero:profiles:photo:"),
		detailOf: sql.detailOf(REALM, ref),
		visibilityOf: sql.visibilityOf([TWERO], ref),
		profilesOf: sql.profilesOf([TWERO], ref),
		specialOf: sql.specialOf([TWERO], ref),
		answersOf: sql.answersOf(TWERO, ref),
		removeUnit: sql.removeUnit(REALM, MEMBER, "special:twero:profiles"),
		removeKnownKey: removeKnownKey(REALM, MEMBER, "core:detail", "x"),
		removeDetail: sql.removeDetail(REALM, MEMBER),
		removeProfile: sql.removeProfile(TWERO, MEMBER),
		removeSpecial: sql.removeSpecial(TWERO, MEMBER, "profiles"),
		photosOf: photoSql.photosOf(TWERO, ref),
		photosOn: photosOn([TWERO], MEMBER),
		photoOf: photoSql.photoOf(photo),
		keysOfPhoto: photoSql.keysOfPhoto(REALM, photo, ["a", "b"]),
		ownerOfPhoto: photoSql.ownerOfPhoto(REALM, photo),
		answersOfOwner: photoSql.answersOfOwner(photo),
		removePhoto: photoSql.removePhoto(TWERO, MEMBER, "x"),
	};

	it.each(Object.entries(queries))("%s reads by an index, and stays within its brand or realm (T7)", (_name, query) => {
		expectIndexes([query]);
		const { query: tree } = query.compile();
		const other = { kind: "brand" as const, brand: HARBOUR, realm: REALM };
		checkScope(tree, TABLE_RULES, { kind: "brand", brand: TWERO, realm: REALM });
		const usesBrand = /brand_id/.test(query.compile().sql);
		if (usesBrand) expect(() => checkScope(tree, TABLE_RULES, other)).toThrow();
	});

	it("a query without an index is seen to scan", () => {
		expect(wholeReads(build.selectFrom("photo").select("id").where("width", "=", 1))).toHaveLength(1);
	});
});
