import { describe, expect, it } from "vitest";
import { build, ConstraintViolated } from "#foundation/db/database.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { judgeReceipt, type ReceiptFile } from "#foundation/proof/receipt.ts";
import { proofKeys } from "#foundation/proof/signing-key.ts";
import { execute } from "#foundation/rights/erasure/execute.ts";
import { issue } from "#foundation/rights/erasure/issue.ts";
import type { ErasureParts } from "#foundation/rights/erasure/parts.ts";
import type { ToldRecipient } from "#foundation/rights/erasure/payload.ts";
import { planErasure } from "#foundation/rights/erasure/plan-erasure.ts";
import { verify } from "#foundation/rights/erasure/verify.ts";
import { newRequestQueries, requestDoneQueries } from "#foundation/rights/requests/new-request.ts";
import { requestById } from "#foundation/rights/requests/queries-requests.ts";
import {
	addMail,
	addNotice,
	beforeTrip,
	type ErasureWorld,
	erasureWorld,
	logGoesOn,
	MEMBER,
	NOW,
	REQUEST,
} from "../../../support/erasure/erasure-world.ts";
import { emailOf, REALM } from "../../../support/fixtures/keyed-members.ts";
import { BRANDS } from "../../../support/fixtures/person-rows.ts";
import type { RetentionWorld } from "../../../support/fixtures/retention-world.ts";
import { someSettings } from "../../../support/fixtures/settings.ts";

/** The last step: the receipt is signed, mailed and written down, and whom it was about is forgotten. */

const ISSUED = "2026-11-30T08:01:00.000Z";

/** A request of the member's that is in progress. */
async function requested(world: RetentionWorld): Promise<string> {
	const context = { realm: { id: REALM }, now: NOW, keys: world.keys, settings: someSettings() };
	const asked = { member: MEMBER, kind: "erasure", brand: brandIdSchema.parse(BRANDS[0]), responseDays: 28 } as const;
	const { request, queries } = await newRequestQueries(context, { ...asked, state: "in_progress" });
	await world.database.write(...queries);
	return request.id;
}

async function verified(recipients: ToldRecipient[] = [], request?: typeof requested): Promise<ErasureWorld> {
	const erasure = await erasureWorld(request);
	await planErasure(await erasure.run({ recipients: async () => recipients }), await erasure.erasing());
	await execute(await erasure.run(), await erasure.erasing());
	await verify(await erasure.run(), await erasure.erasing());
	erasure.world.time = NOW + 60_000;
	return erasure;
}

async function receiptIn({ world, row }: ErasureWorld, text?: string) {
	const [keys] = await world.database.read(proofKeys());
	const about = { realm: REALM, address: emailOf(1) };
	const verdict = await judgeReceipt(keys, text ?? (await row()).receipt ?? "", about);
	return verdict.is === "genuine" ? verdict : expect.fail(verdict.is);
}

describe("an erasure that is proven", () => {
	it("stands as a receipt that the realm's kept key signed, and forgets its member, whose words and whose key", async () => {
		const erasure = await verified();
		const { commitment } = await erasure.row();
		await issue(await erasure.run(), await erasure.erasing());
		expect(await erasure.row()).toMatchObject({
			...{ state: "issued", stepped_at: ISSUED, closed_at: ISSUED, subject_id: null, payload_sealed: null },
			...{ recipients_json: "[]", waiting: 1 },
		});
		const { receipt } = await receiptIn(erasure);
		expect(receipt).toMatchObject({ erasure: erasure.begun.id, request: REQUEST, commitment, keys: 1, recipients: [] });
		expect(receipt.erased).toEqual([
			{ table: "member", rows: 1 },
			{ table: "membership", rows: 2 },
		]);
		const looks = JSON.parse((await erasure.row()).verified_json ?? "").looks;
		expect([receipt.verified.checks, looks > 30]).toEqual([looks, true]);
		expect(erasure.world.rowsOf("unit_key").filter((row) => row.includes(erasure.begun.id))).toEqual([]);
		const [[key]] = await erasure.world.database.read(proofKeys());
		expect(key?.first_used_at).toBe(ISSUED);
	});

	it("is the last in the log until then, by its commitment, and names the entry before it", async () => {
		const erasure = await verified();
		const [[last]] = await erasure.world.database.read(
			build.selectFrom("audit_entry").select(["number", "hash"]).orderBy("number", "desc"),
		);
		await issue(await erasure.run(), await erasure.erasing());
		expect((await receiptIn(erasure)).receipt.log).toEqual(last);
		const entries = await erasure.log();
		expect(entries.map(({ action }) => action)).toEqual(["erasure_executed", "erasure_verified", "receipt_issued"]);
		const { commitment } = erasure.begun;
		expect(entries[2]).toMatchObject({ actor: "system", request_id: REQUEST, commitment });
	});

	it("says of each recipient what is known as it is signed, and waits for the others and for its mail", async () => {
		const recipient = (name: string) => ({ name, notice: name });
		const names = ["Bank", "Post", "Shop", "Gone"];
		const erasure = await verified(names.map(recipient));
		await erasure.world.database.write(
			...[addNotice("Bank", "sent"), addNotice("Post", "queued"), addNotice("Shop", "failed")],
			addNotice("Gone", "sent", "other-realm"),
		);
		await issue(await erasure.run(), await erasure.erasing());
		const outcomes = ["told", "waiting", "by_hand", "waiting"];
		expect((await receiptIn(erasure)).receipt.recipients).toEqual(
			names.map((name, at) => ({ name, outcome: outcomes[at] })),
		);
		const { recipients_json, waiting } = await erasure.row();
		expect(JSON.parse(recipients_json ?? "")).toEqual(
			names.map((name, at) => ({ ...recipient(name), outcome: outcomes[at] })),
		);
		expect(waiting).toBe(4);
	});

	it("names what is held of the member, and not what nothing was left of", async () => {
		const erasure = await verified();
		const hold = (id: string, outcome: string, member_id = MEMBER) =>
			build.insertInto("hold").values({
				...{ realm_id: REALM, id, member_id, table_name: "photo", brand_id: BRANDS[0], row_id: id, outcome },
				...{ ground: "legal_claim", reason_sealed: new Uint8Array([1]), placed_by: "s", placed_role: "r" },
				...{ placed_at: ISSUED, review_at: "2027-01-01T00:00:00.000Z", until: "2027-06-01T00:00:00.000Z" },
			});
		const kept = "019ad4c8-0000-7000-8000-00000000000a";
		await erasure.world.database.write(
			...[hold(kept, "kept"), hold("nothing", "nothing"), hold("theirs", "kept", "lid-2")],
		);
		await issue(await erasure.run(), await erasure.erasing());
		expect((await receiptIn(erasure)).receipt.holds).toEqual([
			{ id: kept, reasonCode: "legal_claim", basis: "GDPR Art. 17(3)", until: "2027-06-01T00:00:00.000Z" },
		]);
	});

	it("is mailed in the same batch, with a file that only its member can tell is theirs", async () => {
		const erasure = await verified();
		const erasing = await erasure.erasing();
		const files: ReceiptFile[] = [];
		const mail: ErasureParts["mail"] = async ({ at }, of, { receipt, file }) => {
			expect([at, of, receipt.erasure]).toEqual([ISSUED, erasing, erasure.begun.id]);
			files.push(file);
			return addMail("receipt", of.row.id);
		};
		await issue(await erasure.run({ mail }), erasing);
		expect(erasure.world.rowsOf("outbox")).toHaveLength(1);
		expect(files).toEqual([{ receipt: (await erasure.row()).receipt, salt: erasure.begun.salt, subject: MEMBER }]);
		expect((await receiptIn(erasure, JSON.stringify(files[0]))).about).toBe("this_address");
		// The key of the mail is the erasure's, too, and stays until the mail has arrived.
		expect(erasure.world.rowsOf("unit_key").filter((row) => row.includes(erasure.begun.id))).toHaveLength(1);
	});

	it("fulfils the request that asked for it, once, with its entry after the receipt's", async () => {
		const erasure = await verified([], requested);
		const { request_id } = await erasure.row();
		await issue(await erasure.run(), await erasure.erasing());
		const [[request]] = await erasure.world.database.read(requestById(REALM, request_id));
		expect(request).toMatchObject({ state: "fulfilled", closed_at: ISSUED });
		const [issued, fulfilled] = (await erasure.log()).slice(-2);
		expect([issued?.action, fulfilled?.action]).toEqual(["receipt_issued", "request_fulfilled"]);
		expect([issued?.request_id, fulfilled?.request_id, fulfilled?.actor]).toEqual([request_id, request_id, "system"]);
	});

	it("leaves a request as it is that somebody closed meanwhile", async () => {
		const erasure = await verified([], requested);
		const { request_id } = await erasure.row();
		const early = { ...(await erasure.run()).context, realm: { id: REALM } as never };
		const [[open]] = await erasure.world.database.read(requestById(REALM, request_id));
		if (open === undefined) return expect.fail("no request");
		await erasure.world.database.write(...(await requestDoneQueries(early, open)).queries);
		erasure.world.time += 60_000;
		const [closed] = await erasure.world.database.read(requestById(REALM, request_id));
		await issue(await erasure.run(), await erasure.erasing());
		expect((await erasure.world.database.read(requestById(REALM, request_id)))[0]).toEqual(closed);
		expect((await erasure.log()).at(-1)?.action).toBe("receipt_issued");
		expect((await erasure.row()).state).toBe("issued");
	});

	it("is signed again on the log as it is by then, where that went on meanwhile", async () => {
		const erasure = await verified();
		const run = await erasure.run();
		beforeTrip(erasure, 2, () => logGoesOn(erasure));
		await issue(run, await erasure.erasing());
		const actions = (await erasure.log()).map(({ action }) => action);
		expect(actions.slice(-2)).toEqual(["day_closed", "receipt_issued"]);
		expect((await receiptIn(erasure)).receipt.log.number).toBe(3);
	});

	it("is not signed twice where another run issued it", async () => {
		const erasure = await verified();
		const erasing = await erasure.erasing();
		await issue(await erasure.run(), erasing);
		const first = [await erasure.row(), await erasure.log()];
		const mail: ErasureParts["mail"] = async (_, { row }) => addMail("again", row.id);
		await expect(issue(await erasure.run({ mail }), erasing)).rejects.toThrow(ConstraintViolated);
		expect([await erasure.row(), await erasure.log()]).toEqual(first);
		expect(erasure.world.rowsOf("outbox")).toEqual([]);
	});
});
