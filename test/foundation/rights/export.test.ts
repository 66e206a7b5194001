import { crc32 as nodeCrc32 } from "node:zlib";
import fc from "fast-check";
import { unzipSync } from "fflate";
import { beforeAll, describe, expect, it } from "vitest";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { sealObject } from "#foundation/crypto/sealed-object.ts";
import { build } from "#foundation/db/database.ts";
import { Unavailable } from "#foundation/errors.ts";
import { disclosureQueries } from "#foundation/ledgers/disclosure.ts";
import { byteRange } from "#foundation/objects/byte-range.ts";
import { archiveStream, partsOf } from "#foundation/rights/export/archive.ts";
import { copiedTables } from "#foundation/rights/export/columns.ts";
import { csvOf } from "#foundation/rights/export/csv.ts";
import { type CopyParts, exportsJob, readProgress } from "#foundation/rights/export/job.ts";
import { addExport, exportKeyOf, exportOf } from "#foundation/rights/export/queries-export.ts";
import { pageOfRows } from "#foundation/rights/export/rows.ts";
import { crc32, zipDirectory, zipEntry } from "#foundation/rights/export/zip.ts";
import { EXPORT_UNITS } from "#foundation/rights/personal-data.ts";
import { MINUTE } from "#foundation/time.ts";
import { readCsv } from "../../support/fixtures/copy.ts";
import { addMembers, REALM } from "../../support/fixtures/keyed-members.ts";
import { BRANDS } from "../../support/fixtures/person-rows.ts";
import { PLANTED_REGISTER, PLANTED_SQL, plantTables } from "../../support/fixtures/planted-feature.ts";
import { brandErasing, inRealm, type RetentionWorld, retentionWorld } from "../../support/fixtures/retention-world.ts";
import { memoryObjects } from "../../support/stores/object-store.ts";

const AT = "2026-11-30T10:00:00.000Z";
const OWN = "lid-1";

beforeAll(plantTables);

const PARTS: CopyParts = {
	register: PLANTED_REGISTER,
	wordsOf: () => ({
		page: (_table, rows) => `<p>${rows.length}</p>`,
		documents: async (made) => [
			{ name: "counts.json", bytes: async () => new TextEncoder().encode(JSON.stringify(made)) },
		],
	}),
	whenReady: async () => [],
};

type CopyWorld = { world: RetentionWorld; objects: ReturnType<typeof memoryObjects>; run(): Promise<unknown> };

/** Two members with keys, what the planted feature holds of both, and a copy that the first has asked for. */
async function copyWorld(gifts = 3): Promise<CopyWorld> {
	const world = await retentionWorld(Date.parse(AT), {
		...{ brands: BRANDS.map((id) => inRealm(REALM, brandErasing(id, "P12M"))), keyed: true },
	});
	world.mostTrips = 1_000;
	world.sqlite.exec(PLANTED_SQL);
	const ring = await world.keys();
	await addMembers(world.database, ring, [1, 2]);
	const objects = memoryObjects();
	const [[coreRow]] = await world.database.read(
		build.selectFrom("unit_key").selectAll().where("owner_id", "=", OWN).where("unit", "=", "core"),
	);
	const core = await ring.openUnit(coreRow ?? expect.fail());
	const insert = (table: string, ...values: (string | null)[]) =>
		world.sqlite.prepare(`INSERT INTO ${table} VALUES (${values.map(() => "?").join()})`).run(...values);
	for (let id = 0; id < gifts; id++)
		insert(
			"gift",
			REALM,
			String(id).padStart(6, "0"),
			OWN,
			"lid-2",
			`note ${id}`,
			id === 0 ? "cards/1" : null,
			"thanks of two",
		);
	insert("gift", REALM, "received", "lid-2", OWN, "note of two", null, "=thanks of one");
	const card = await sealObject(core, { table: "gift", column: "card_key", row: "000000" }, new Uint8Array([1, 2, 3]));
	await objects.put("cards/1", card);
	const copy = await ring.newUnit({ realm: REALM, owner: OWN, unit: `${EXPORT_UNITS}copy` });
	await world.database.write(
		addUnitKey(copy.row),
		addExport({ realm_id: REALM, id: "copy", subject_kind: "member", member_id: OWN, locale: "nl", asked_at: AT }),
	);
	const run = () => {
		const context = world.context(PLANTED_REGISTER);
		const settings = { ...context.settings, objects };
		const withObjects = (one: typeof context): typeof context => ({
			...{ ...one, settings, keys: world.keys },
			step: () => withObjects(one.step()),
		});
		return exportsJob(withObjects(context), PARTS);
	};
	return { world, objects, run };
}

const stateOf = async (world: RetentionWorld, { subject, kind } = { subject: OWN, kind: "member" }) => {
	const [[row], [key]] = await world.database.read(exportOf(REALM, subject, kind), exportKeyOf(REALM, subject));
	return { row: row ?? expect.fail("no copy"), key: key ?? expect.fail("no key") };
};

/** The files of the copy once it is whole. */
async function filesOf(
	{ world, objects }: CopyWorld,
	of?: { subject: string; kind: string },
): Promise<Record<string, Uint8Array>> {
	const { row, key } = await stateOf(world, of);
	expect(row.state).toBe("ready");
	const unit = await (await world.keys()).openUnit(key);
	const { parts } = await readProgress(unit, row);
	const stream = archiveStream(objects, unit, parts, [0, row.bytes]);
	const bytes = new Uint8Array(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
	expect(bytes.length).toBe(row.bytes);
	return unzipSync(bytes);
}

const text = (files: Record<string, Uint8Array>, name: string) =>
	Buffer.from(files[name] ?? expect.fail(`no ${name}`)).toString();
const rowsIn = (files: Record<string, Uint8Array>, name: string) =>
	JSON.parse(text(files, name)) as Record<string, unknown>[];

describe("a copy of what a planted feature declares and of nothing else", () => {
	it("has for each way in which a row is about its subject the columns of that way, and its objects (T29)", async () => {
		const copy = await copyWorld();
		await copy.run();
		const files = await filesOf(copy);
		expect(rowsIn(files, "data/gift-giver_id.json")).toEqual(
			[0, 1, 2].map((id) => ({ id: `00000${id}`, note: `note ${id}`, card_key: id === 0 ? "cards/1" : null })),
		);
		expect(rowsIn(files, "data/gift-receiver_id.json")).toEqual([{ id: "received", thanks: "=thanks of one" }]);
		expect(text(files, "data/gift-receiver_id.csv")).toBe("id,thanks\r\nreceived,'=thanks of one\r\n");
		expect(files["files/gift-giver_id/000000.bin"]).toEqual(new Uint8Array([1, 2, 3]));
		const all = Object.values(files)
			.map((bytes) => Buffer.from(bytes).toString())
			.join("\n");
		for (const others of ["thanks of two", "note of two", "lid-2"]) expect(all).not.toContain(others);
	});

	it("tells who got something, and not a word of what an order withholds beyond the day it was asked for", async () => {
		const copy = await copyWorld();
		const { database, keys, time } = copy.world;
		const withheld = { early: AT, late: new Date(time + 1).toISOString(), open: undefined };
		for (const [name, withheldUntil] of Object.entries(withheld)) {
			const given = { realm: REALM, member: OWN, brand: undefined, recipient: { id: name, name }, withheldUntil };
			const why = { reference: `ref ${name}`, reason: `reason ${name}`, by: "support", cause: name } as const;
			await database.write(...(await disclosureQueries({ keys, now: time }, { ...given, ...why, items: ["email"] })));
		}
		copy.world.time += MINUTE;
		await copy.run();
		const files = await filesOf(copy);
		const rows = rowsIn(files, "data/disclosure.json");
		expect(rows.map(({ recipient }) => recipient).sort()).toEqual(["early", "open"]);
		for (const { recipient, details } of rows) expect(details).toContain(`reason ${recipient}`);
		const made = JSON.parse(text(files, "counts.json"));
		expect([made.rows.disclosure, made.unreadable.disclosure ?? 0]).toEqual([2, 0]);
		for (const bytes of Object.values(files)) expect(Buffer.from(bytes).toString()).not.toContain("late");
	});

	it("counts a value that no key opens, and an object that is not there", async () => {
		const copy = await copyWorld();
		copy.objects.objects.delete("cards/1");
		const stray = await (await copy.world.keys()).newUnit({ realm: REALM, owner: "lid-2", unit: "core" });
		const sealed = await seal(stray.unit, { table: "member", column: "email_sealed", row: OWN }, "x@example.org");
		await copy.world.database.write(
			build.updateTable("member").set({ email_sealed: sealed }).where("realm_id", "=", REALM).where("id", "=", OWN),
		);
		await copy.run();
		const made = JSON.parse(text(await filesOf(copy), "counts.json"));
		expect([made.unreadable, made.missing]).toEqual([{ member: 1 }, { "gift-giver_id": 1 }]);
	});

	it("has of a person without an account what the declaration gives, and nothing of the member beside it (T29)", async () => {
		const copy = await copyWorld();
		const { database, sqlite, keys } = copy.world;
		const ring = await keys();
		const core = await ring.newUnit({ realm: REALM, owner: "gus", unit: "core" });
		const own = await ring.newUnit({ realm: REALM, owner: "gus", unit: `${EXPORT_UNITS}guest's` });
		const sealed = (column: string, words: string) => seal(core.unit, { table: "guest", column, row: "gus" }, words);
		sqlite
			.prepare("INSERT INTO guest VALUES (?, ?, ?, ?, ?, ?, ?)")
			.run(
				...([REALM, "gus", await sealed("email_sealed", "gus@example.org"), new Uint8Array([7])] as const),
				...([await sealed("note_sealed", "note of gus"), "pictures/gus", AT] as const),
			);
		sqlite
			.prepare("INSERT INTO guest_letter VALUES (?, ?, ?, ?, ?, ?)")
			.run(BRANDS[0], "letter", "gus", "lid-2", "sent by gus", "answer of two");
		const location = { table: "guest", column: "picture_key", row: "gus" };
		await copy.objects.put("pictures/gus", await sealObject(core.unit, location, new Uint8Array([4, 5])));
		const guest = { realm_id: REALM, subject_kind: "guest", member_id: "gus", locale: "nl", asked_at: AT };
		await database.write(addUnitKey(core.row), addUnitKey(own.row), addExport({ ...guest, id: "guest's" }));
		await copy.run();
		const files = await filesOf(copy, { subject: "gus", kind: "guest" });
		expect(rowsIn(files, "data/guest.json")).toEqual([
			expect.objectContaining({
				id: "gus",
				email: "gus@example.org",
				note: "note of gus",
				picture_key: "pictures/gus",
			}),
		]);
		expect(rowsIn(files, "data/guest_letter.json")).toMatchObject([{ id: "letter", sent: "sent by gus" }]);
		expect(files["files/guest/gus.bin"]).toEqual(new Uint8Array([4, 5]));
		for (const bytes of Object.values(files)) expect(Buffer.from(bytes).toString()).not.toMatch(/answer of two|lid-2/);
	});

	it("ends with its subject: where no row of theirs stands any more, neither copy nor key does", async () => {
		const copy = await copyWorld();
		const { database, sqlite, keys } = copy.world;
		// By the id of a member, as a registration has it that was confirmed.
		const own = await (await keys()).newUnit({ realm: REALM, owner: "lid-2", unit: `${EXPORT_UNITS}left` });
		const left = { realm_id: REALM, subject_kind: "registration", member_id: "lid-2", locale: "nl", asked_at: AT };
		await database.write(addUnitKey(own.row), addExport({ ...left, id: "left" }));
		await copy.run();
		expect(sqlite.prepare("SELECT id FROM export").all()).toMatchObject([{ id: "copy" }]);
		expect(sqlite.prepare("SELECT unit FROM unit_key WHERE unit LIKE ?").all(`${EXPORT_UNITS}%`)).toHaveLength(1);
		expect([...copy.objects.objects.keys()].filter((key) => key.startsWith("exports/left"))).toEqual([]);
		const tables = copiedTables(PLANTED_REGISTER, "registration");
		const owner = { realm: REALM, brands: BRANDS, subject: "lid-2", at: AT };
		sqlite
			.prepare(
				"INSERT INTO mail_code (realm_id, code_hash, member_id, kind, issued_at, expires_at, key_version) VALUES (?, ?, ?, 'reset', ?, ?, 1)",
			)
			.run(REALM, new Uint8Array([1]), "lid-2", AT, AT);
		const pages = await Promise.all(tables.map((table) => database.read(pageOfRows(table, owner, [], 10))));
		expect(pages.flat(2)).toEqual([]);
	});

	it("declares every table that a member has something in, for every kind of subject that there is", () => {
		for (const kind of ["member", "registration", "staff", "guest"]) {
			const tables = copiedTables(PLANTED_REGISTER, kind);
			expect(tables.length).toBeGreaterThan(0);
			for (const { withheld } of tables) for (const { why } of withheld) expect(why.length).toBeGreaterThan(10);
		}
	});
});

describe("the making of a copy", () => {
	it("comes to the same files wherever its process dies, before a trip or after", async () => {
		const whole = await copyWorld(6_000);
		await whole.run();
		const expected = await filesOf(whole);
		const { steps } = (await stateOf(whole.world)).row;
		for (let at = 0, lived = false; !lived; at++)
			for (const after of [false, true]) {
				const copy = await copyWorld(6_000);
				copy.world.dies = { at, after };
				lived = await copy.run().then(
					() => true,
					(error) => {
						expect(error).toBeInstanceOf(Unavailable);
						return false;
					},
				);
				copy.world.dies = undefined;
				for (let minute = 0; minute < 5; minute++) {
					copy.world.time += MINUTE;
					await copy.run();
				}
				const files = await filesOf(copy);
				expect(Object.keys(files)).toEqual(Object.keys(expected));
				for (const name of Object.keys(expected).filter((one) => one.startsWith("data/gift")))
					expect([at, after, name, Buffer.from(files[name] ?? []).equals(Buffer.from(expected[name] ?? []))]).toEqual([
						at,
						after,
						name,
						true,
					]);
				expect((await stateOf(copy.world)).row.steps).toBe(steps);
			}
	}, 120_000);

	it("waits while the store does not answer, for a day, and goes on when it does", async () => {
		const copy = await copyWorld();
		const { put } = copy.objects;
		copy.objects.put = async () => {
			throw new Unavailable("the bucket does not answer (OBJECTS)");
		};
		for (let hour = 0; hour < 24; hour++) {
			await expect(copy.run()).rejects.toThrow(Unavailable);
			copy.world.time += 60 * MINUTE;
		}
		expect((await stateOf(copy.world)).row).toMatchObject({ state: "making", failures: 0 });
		copy.objects.put = put;
		await copy.run();
		await filesOf(copy);
	});

	it("gives up where its own key is gone or does not open, so that another can be asked for", async () => {
		for (const change of ["DELETE FROM unit_key", "UPDATE unit_key SET wrapped_key = x'00'"]) {
			const copy = await copyWorld();
			copy.world.sqlite.exec(`${change} WHERE unit = '${EXPORT_UNITS}copy'`);
			for (let minute = 0; minute < 5; minute++) {
				await expect(copy.run()).rejects.toThrow(/^1 copies could not be made/);
				copy.world.time += MINUTE;
			}
			const [[row]] = await copy.world.database.read(exportOf(REALM, OWN));
			expect(row?.state).toBe("failed");
		}
	});

	it("gives up after five runs that fail of themselves, and stops no other copy", async () => {
		const copy = await copyWorld();
		const ring = await copy.world.keys();
		const other = await ring.newUnit({ realm: REALM, owner: "lid-2", unit: `${EXPORT_UNITS}other` });
		await copy.world.database.write(
			addUnitKey(other.row),
			addExport({
				realm_id: REALM,
				id: "other",
				subject_kind: "member",
				member_id: "lid-2",
				locale: "nl",
				asked_at: AT,
			}),
		);
		copy.world.sqlite.exec("UPDATE export SET progress_sealed = NULL, subject_kind = 'member'");
		const broken = PARTS.wordsOf;
		PARTS.wordsOf = (about, register) => {
			if (about.row.id === "copy") throw new TypeError("a fault of the program");
			return broken(about, register);
		};
		try {
			for (let minute = 0; minute < 5; minute++) {
				await expect(copy.run()).rejects.toThrow(/^1 copies could not be made \(TypeError\)$/);
				copy.world.time += MINUTE;
			}
			await copy.run();
		} finally {
			PARTS.wordsOf = broken;
		}
		expect((await stateOf(copy.world)).row).toMatchObject({ state: "failed", failures: 5 });
		const [[second]] = await copy.world.database.read(exportOf(REALM, "lid-2"));
		expect(second?.state).toBe("ready");
	});

	it("writes a step once when two runs make it at the same time, and the copy opens", async () => {
		const copy = await copyWorld(50);
		await Promise.all([copy.run(), copy.run()]);
		await filesOf(copy);
		const { row, key } = await stateOf(copy.world);
		const { parts } = await readProgress(await (await copy.world.keys()).openUnit(key), row);
		expect(parts).toHaveLength(row.steps);
	});

	it("cuts a long table into numbered files of at most 5,000 rows that hold each row once, in order", async () => {
		const copy = await copyWorld(12_001);
		await copy.run();
		const files = await filesOf(copy);
		const names = Object.keys(files).filter((name) => /^data\/gift-giver_id.*json$/.test(name));
		expect(names).toEqual(["001", "002", "003"].map((part) => `data/gift-giver_id-${part}.json`));
		const rows = names.map((name) => rowsIn(files, name));
		expect(rows.map(({ length }) => length)).toEqual([5_000, 5_000, 2_001]);
		expect(rows.flat().map(({ id }) => Number(id))).toEqual(Array.from({ length: 12_001 }, (_, index) => index));
	});
});

describe("a table that is ordered by bytes", () => {
	it("is read page by page to its end, each row once", async () => {
		const copy = await copyWorld();
		const insert = copy.world.sqlite.prepare("INSERT INTO recovery_code VALUES (?, ?, ?, NULL)");
		for (let code = 0; code < 2_500; code++) insert.run(REALM, OWN, new Uint8Array([code >> 8, code & 255]));
		await copy.run();
		const made = JSON.parse(text(await filesOf(copy), "counts.json"));
		expect(made.rows.recovery_code).toBe(2_500);
	});
});

describe("the archive", () => {
	it("is read by another library as it was written, for any names and contents", async () => {
		const file = fc.record({ name: fc.uuid(), bytes: fc.uint8Array({ maxLength: 3_000 }) });
		await fc.assert(
			fc.asyncProperty(fc.uniqueArray(file, { selector: ({ name }) => name, maxLength: 8 }), async (given) => {
				const wall = new Date(AT);
				const entries = [];
				const pieces: Uint8Array[] = [];
				let offset = 0;
				for (const { name, bytes } of given) {
					const made = await zipEntry(`é/${name}`, bytes, { offset, wall });
					expect(made.entry.crc).toBe(nodeCrc32(bytes));
					entries.push(made.entry);
					pieces.push(made.bytes);
					offset += made.bytes.length;
				}
				const archive = Buffer.concat([...pieces, zipDirectory(entries, offset, wall)]);
				const read = unzipSync(new Uint8Array(archive));
				expect(Object.entries(read).map(([name, bytes]) => [name, [...bytes]])).toEqual(
					given.map(({ name, bytes }) => [`é/${name}`, [...bytes]]),
				);
			}),
			{ numRuns: 50 },
		);
		expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf4_3926);
	});

	it("refuses to grow beyond what its fields hold", () => {
		const entry = { name: "x", method: 0, crc: 0, size: 1, packed: 1, offset: 0 } as const;
		expect(() => zipDirectory([entry], 2 ** 32 - 10, new Date(AT))).toThrow(RangeError);
		expect(() => zipDirectory(Array(65_536).fill(entry), 0, new Date(AT))).toThrow(RangeError);
	});

	it("is cut into parts of at most 8 MiB that make it up", () => {
		const pieces = [3, 8, 1, 9, 0].map((size, index) => new Uint8Array(size * 1024 * 1024 + index).fill(index + 1));
		const parts = [...partsOf(pieces)].map((part) => Buffer.from(part));
		expect(parts.every(({ length }) => length <= 8 * 1024 * 1024)).toBe(true);
		expect(Buffer.concat(parts).equals(Buffer.concat(pieces))).toBe(true);
	});
});

describe("a CSV file", () => {
	it("gives back every value, and no cell that a spreadsheet would run, for any texts and numbers", () => {
		const sign = fc.constantFrom("=", "+", "-", "@", "\t", "\r", "\n", "'", '"', ",", "a", "🌷", "é", " ", "0");
		const cell = fc.oneof(fc.constant(null), fc.integer(), fc.string({ unit: sign, maxLength: 6 }));
		fc.assert(
			fc.property(fc.array(fc.record({ one: cell, two: cell }), { maxLength: 5 }), (rows) => {
				const written = csvOf(["one", "two"], rows);
				const read = readCsv(written);
				const asText = (value: string | number | null) => (value === null ? null : String(value));
				expect(read).toEqual({ columns: ["one", "two"], rows: rows.map(({ one, two }) => [asText(one), asText(two)]) });
				for (const value of rows.flatMap(({ one, two }) => [one, two]).filter((value) => typeof value === "string"))
					expect(csvOf(["one"], [{ one: value }]).slice("one\r\n".length)).not.toMatch(/^"?[=+\-@\t\r]/);
			}),
			{ numRuns: 300 },
		);
	});
});

describe("a range of bytes", () => {
	it.each([
		[undefined, undefined],
		["bytes=0-0", [0, 1]],
		["bytes=5-", [5, 10]],
		["bytes=-3", [7, 10]],
		["bytes=-30", [0, 10]],
		["Bytes=2-4", [2, 5]],
		["bytes=8-20", [8, 10]],
		["bytes=10-", "unsatisfiable"],
		["bytes=-0", "unsatisfiable"],
		["bytes=4-2", undefined],
		["bytes=0-1,3-4", undefined],
		["items=0-1", undefined],
		["bytes=", undefined],
		["bytes=-", undefined],
		["bytes=a-b", undefined],
	] as const)("of ten is %s: %s", (header, expected) => {
		expect(byteRange(header, 10)).toEqual(expected);
	});
});
