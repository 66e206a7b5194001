import type { Value } from "@libsql/client/web";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differences } from "#cli/backup/drill-counts.ts";
import { decodeRow, encodeRow } from "#cli/backup/snapshot.ts";
import type { Act, ActKind } from "#foundation/acts/act.ts";

const value: fc.Arbitrary<Value> = fc.oneof(
	fc.constant(null),
	fc.string({ unit: "binary" }),
	fc.string({ unit: fc.constantFrom("a", "\\", "\n", "\r", "\u0085", "\u2028", "\u2029") }),
	fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
	fc.double({ noNaN: true }),
	fc.uint8Array().map((bytes) => bytes.slice().buffer as ArrayBuffer),
);

describe("a row of a backup", () => {
	it("comes back as it was, whatever it holds, on one line", () => {
		fc.assert(
			fc.property(fc.array(value), (row) => {
				const line = encodeRow(row);
				expect(line).not.toMatch(/[\r\n\u2028\u2029]/);
				expect(decodeRow(line)).toEqual(row.map((one) => (one instanceof ArrayBuffer ? new Uint8Array(one) : one)));
			}),
		);
	});

	it("that is none is refused", () => {
		for (const line of ['[{"x":"1"}]', '[{"b":1}]', '[{"i":"1","r":"1"}]', "[{}]", "[true"])
			expect(() => decodeRow(line), line).toThrow();
	});
});

const act = (kind: ActKind) => ({ kind, id: "1", subject: "m", at: "2026-11-30T00:00:00.000Z" }) as Act;
const counted = (rows: Record<string, [own: number, rest: number]>) =>
	new Map(Object.entries(rows).map(([table, [own, rest]]) => [table, { own, rest }]));
const strange = (
	before: Record<string, [number, number]>,
	after: Record<string, [number, number]>,
	acts: readonly Act[] = [],
) =>
	differences(counted(before), counted(after), acts)
		.filter(({ isExplained }) => !isExplained)
		.map(({ table }) => table);

describe("rows that differ after a replay", () => {
	it("are explained where they are of whom acts are about, and otherwise not by a single row", () => {
		expect(strange({ membership: [2, 9] }, { membership: [1, 9] })).toEqual([]);
		expect(strange({ membership: [2, 9] }, { membership: [2, 8] })).toEqual(["membership"]);
		expect(strange({ membership: [2, 9] }, { membership: [1, 10] })).toEqual(["membership"]);
		expect(strange({ job: [0, 3] }, {})).toEqual(["job"]);
		expect(strange({}, { planted: [0, 1] })).toEqual(["planted"]);
	});

	it("may be sign-ins that went, of everybody, and none that came", () => {
		expect(strange({ session: [0, 9] }, { session: [0, 0] })).toEqual([]);
		expect(strange({ session: [0, 9] }, { session: [0, 10] })).toEqual(["session"]);
	});

	it("may be evidence of memberships that ended, each with one key, and no more than ended", () => {
		const before: Record<string, [number, number]> = {
			consent_evidence: [0, 1],
			acceptance_evidence: [0, 1],
			unit_key: [2, 9],
		};
		const after: Record<string, [number, number]> = {
			consent_evidence: [0, 2],
			acceptance_evidence: [0, 2],
			unit_key: [1, 11],
		};
		expect(strange(before, after, [act("left")])).toEqual([]);
		expect(strange(before, after, [act("closed")])).toEqual(["acceptance_evidence", "consent_evidence"]);
		expect(strange(before, { ...after, unit_key: [1, 10] }, [act("left")])).toEqual(["unit_key"]);
	});

	it("may be what photos leave behind, and counts of memberships that ended", () => {
		expect(strange({ photo: [2, 5], object_removal: [0, 0] }, { photo: [0, 5], object_removal: [0, 2] })).toEqual([]);
		expect(strange({ photo: [2, 5], object_removal: [0, 0] }, { photo: [0, 5], object_removal: [0, 1] })).toEqual([
			"object_removal",
		]);
		const ended = (count: number) => ({ membership: [1, 4], ended_membership_count: [0, count] }) as const;
		expect(strange({ membership: [2, 4], ended_membership_count: [0, 0] }, { ...ended(1) } as never)).toEqual([]);
		expect(strange({ membership: [2, 4], ended_membership_count: [0, 0] }, { ...ended(2) } as never)).toEqual([
			"ended_membership_count",
		]);
	});
});
