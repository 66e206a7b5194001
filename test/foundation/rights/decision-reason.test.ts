import { describe, expect, it } from "vitest";
import { KeyUnavailable } from "#foundation/crypto/keys.ts";
import { openDecisionReason, sealReason } from "#foundation/rights/restriction/decision-reason.ts";
import { REALM } from "../../support/fixtures/keyed-members.ts";
import { noticeWorld } from "../../support/fixtures/notice-world.ts";

const DECIDED = { table: "restriction", id: "r1" } as const;

async function sealed() {
	const { keys } = noticeWorld();
	const given = { realm: REALM, member: "ada", reason: "It was true." };
	return { keys, ...(await sealReason(await keys(), DECIDED, given)) };
}

describe("the reason of a decision", () => {
	it("opens by the key of its own row, which is the member's", async () => {
		const { keys, sealed: bytes, key } = await sealed();
		expect([key.unit, key.owner_id]).toEqual(["core:restriction:r1", "ada"]);
		expect(await openDecisionReason(keys, DECIDED, bytes, [key])).toBe("It was true.");
	});

	it("is nothing where none was given, its key is gone, or it stands in another row", async () => {
		const { keys, sealed: bytes, key } = await sealed();
		expect(await openDecisionReason(keys, DECIDED, null, [key])).toBeUndefined();
		expect(await openDecisionReason(keys, DECIDED, bytes, [])).toBeUndefined();
		const other = { table: "processing_choice", id: "r1" } as const;
		expect(await openDecisionReason(keys, other, bytes, [key])).toBeUndefined();
		const renamed = { ...key, unit: "core:objection:r1" };
		expect(await openDecisionReason(keys, other, bytes, [renamed])).toBeUndefined();
	});

	it("is nothing where its key does not open, and holds nothing up", async () => {
		const { sealed: bytes, key } = await sealed();
		const ring = { openUnit: () => Promise.reject(new KeyUnavailable("gone")) } as never;
		expect(await openDecisionReason(async () => ring, DECIDED, bytes, [key])).toBeUndefined();
		const faulty = { openUnit: () => Promise.reject(new TypeError("a fault of the program")) } as never;
		await expect(openDecisionReason(async () => faulty, DECIDED, bytes, [key])).rejects.toThrow(TypeError);
	});
});
