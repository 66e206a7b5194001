import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UnitKey } from "#foundation/crypto/sealed.ts";
import { addDuration } from "#foundation/i18n/duration.ts";
import { realmIdSchema } from "#foundation/ids.ts";
import {
	ACCESS_KINDS,
	type AccessKind,
	accessKey,
	accessRow,
	firstBroken,
	kindsOf,
	openReason,
	type StaffAccess,
} from "#foundation/ledgers/staff-access.ts";

const realm = realmIdSchema.parse("jupiter-media");
const root = new Uint8Array(randomBytes(32));
const DAY = 24 * 60 * 60 * 1000;
const START = Date.UTC(2026, 0, 1);

const core: UnitKey = {
	id: "key",
	owner: "member",
	unit: "core",
	key: await crypto.subtle.importKey("raw", randomBytes(32), "AES-GCM", false, ["encrypt", "decrypt"]),
};

type Access = { what: AccessKind[]; reason: string; days: number };
const looks = fc.array(
	fc.record({
		what: fc.subarray([...ACCESS_KINDS], { minLength: 1 }),
		reason: fc.string({ minLength: 10, maxLength: 300 }),
		days: fc.integer({ min: 0, max: 400 }),
	}),
	{ minLength: 1, maxLength: 6 },
);

async function chainOf(all: readonly Access[], under = root): Promise<StaffAccess[]> {
	const key = await accessKey(under, realm);
	const rows: StaffAccess[] = [];
	let now = START;
	for (const { what, reason, days } of all) {
		now += days * DAY;
		const access = { realm, member: "member", staff: "staff", role: "support", brand: "twero", what, reason };
		rows.push(await accessRow(key, access, { id: `row-${rows.length}`, unit: core, last: rows.at(-1), now }));
	}
	return rows;
}

const broken = async (rows: readonly StaffAccess[], now = START) =>
	firstBroken(await accessKey(root, realm), rows, (at) => addDuration(new Date(at), "P24M").getTime() <= now);

/** The same row with one column as it was not. */
function altered(row: StaffAccess, column: keyof StaffAccess): StaffAccess {
	const value = row[column];
	if (typeof value === "number") return { ...row, [column]: value + 1 };
	if (typeof value === "string" || value === null) return { ...row, [column]: `${value ?? ""}x` };
	return { ...row, [column]: value.map((byte, index) => (index === value.length - 1 ? byte ^ 1 : byte)) };
}

describe("the record of access by staff", () => {
	it("is whole as it was written, and gives back what and why", async () => {
		await fc.assert(
			fc.asyncProperty(looks, async (all) => {
				const rows = await chainOf(all);
				expect(await broken(rows)).toBeUndefined();
				expect(await Promise.all(rows.map((row) => openReason(core, row)))).toEqual(all.map(({ reason }) => reason));
				expect(rows.map(kindsOf)).toEqual(all.map(({ what }) => what));
			}),
			{ numRuns: 50 },
		);
	});

	it("is seen to be broken when any column of any row is altered (T30)", async () => {
		await fc.assert(
			fc.asyncProperty(looks, fc.nat(), fc.nat(), async (all, which, where) => {
				const rows = await chainOf(all);
				const index = which % rows.length;
				const row = rows[index];
				if (row === undefined) return;
				const columns = Object.keys(row) as (keyof StaffAccess)[];
				const column = columns[where % columns.length] ?? "what";
				expect(await broken(rows.with(index, altered(row, column))), column).toBeDefined();
			}),
			{ numRuns: 150 },
		);
	});

	it("is seen to be broken when a row is taken out, moved or made by who lacks the key (T30)", async () => {
		await fc.assert(
			fc.asyncProperty(looks, fc.nat(), async (all, which) => {
				const rows = await chainOf([...all, ...all]);
				const index = which % (rows.length - 1);
				expect(await broken(rows.toSpliced(index, 1)), "taken out").toBeDefined();
				const [a, b] = [rows[index], rows[index + 1]];
				if (a && b) expect(await broken(rows.toSpliced(index, 2, b, a)), "moved").toBeDefined();
				expect(await broken(await chainOf(all, new Uint8Array(randomBytes(32))))).toBe(1);
			}),
			{ numRuns: 50 },
		);
	});

	it("may lose at the front what its term has ended, and not a day earlier", async () => {
		const rows = await chainOf([0, 1, 2].map((days) => ({ what: ["email"], reason: "0123456789", days })));
		const rest = rows.slice(1);
		const end = Date.UTC(2028, 0, 1);
		expect(await broken(rest, end - 1)).toBe(2);
		expect(await broken(rest, end)).toBeUndefined();
		expect(await broken(rows.slice(2), end)).toBe(3);
	});

	it("says nothing of another realm: its key makes other hashes", async () => {
		const rows = await chainOf([{ what: ["email"], reason: "0123456789", days: 0 }]);
		expect(await firstBroken(await accessKey(root, realmIdSchema.parse("other")), rows, () => false)).toBe(1);
	});
});
