import { beforeEach, describe, expect, it } from "vitest";
import type { SignedIn } from "#features/accounts/session/signed-in.ts";
import { closeAccount, closingReads } from "#features/memberships/closing.ts";
import { leaveBrand, leavingReads } from "#features/memberships/leaving.ts";
import { MEMBERSHIP_REPLAYS } from "#features/memberships/replay.ts";
import { aboutRecipient } from "#foundation/choice/words.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { type ConsentSubject, consentRows } from "#foundation/ledgers/consent.ts";
import { addConsent, consentEvents } from "#foundation/ledgers/queries.ts";
import { openNotice, type SealedNotice } from "#foundation/recipients/notice.ts";
import { visit } from "../../support/choice/visit.ts";
import { addMembers, REALM } from "../../support/fixtures/keyed-members.ts";
import { MEMBER, type NoticeWorld, noticeWorld, START } from "../../support/fixtures/notice-world.ts";
import { memoryObjects } from "../../support/stores/object-store.ts";

const [TWERO, HARBOUR] = [brandIdSchema.parse("twero"), brandIdSchema.parse("harbour")];
const BRANDS = [TWERO, HARBOUR];
const AT = new Date(START).toISOString();
const METER = { id: "meter", name: "Meter" };
const CHECKER = { id: "checker", name: "Checker" };

let world: NoticeWorld;
beforeEach(async () => {
	world = noticeWorld();
	await addMembers(world.database, await world.keys(), [1]);
	for (const brand of BRANDS) {
		await says("given", { purpose: "use_of_site", recipient: "" }, brand);
		await says("given", aboutRecipient("meter"), brand);
		await world.disclose({ brand, recipient: METER, reference: `number on ${brand}`, items: ["browser"] });
	}
});

async function says(kind: "given" | "withdrawn", about: ConsentSubject, brand = TWERO): Promise<void> {
	const [events] = await world.database.read(consentEvents([brand], MEMBER));
	const id = `${brand} ${events.length}`;
	const answers = [{ ...about, kind, textHash: "00", id }];
	const rows = await consentRows({ brand, member: MEMBER, method: "settings", at: AT }, answers, events);
	await world.database.write(...rows.map((row) => addConsent(row)));
}

const context = () =>
	({
		...visit({ now: START }),
		...{ site: "account", realm: { id: REALM, brands: BRANDS, terms: [] }, keys: world.keys },
		...{ database: () => world.database, defer: () => undefined, sendMail: () => undefined },
		...{ snapshot: { findBrand: () => undefined }, settings: { acts: memoryObjects() } },
	}) as unknown as Context;

/** What each notice tells whom, opened. */
async function told() {
	const ring = await world.keys();
	const rows = world.run(
		`SELECT n.*, k.id AS key_id, k.unit, k.wrapped_key, k.key_version, k.created_at FROM recipient_notice n
			LEFT JOIN unit_key k ON k.realm_id = n.realm_id AND k.owner_id = n.id ORDER BY n.recipient, n.id`,
	);
	const opened = rows.map(async ({ recipient, act, ...row }) => {
		const says = await openNotice(ring, row as unknown as SealedNotice);
		return [recipient, act, typeof says === "string" ? says : says.references.toSorted().join(), row.queued_at];
	});
	return (await Promise.all(opened)).sort();
}
const ON_TWERO = ["meter", "consent_withdrawn", "number on twero", AT];
const ON_HARBOUR = ["meter", "consent_withdrawn", "number on harbour", AT];

const leave = async () => {
	const read = await world.database.read(...leavingReads(REALM, TWERO, MEMBER));
	return () => leaveBrand(context(), { brand: TWERO, member: MEMBER }, read, []);
};
const close = async () => {
	const rows = await world.database.read(...closingReads(context(), MEMBER));
	const [row] = world.run(`SELECT * FROM unit_key WHERE owner_id = '${MEMBER}' AND unit = 'core'`);
	const [sealed] = world.run(`SELECT email_sealed AS email FROM member WHERE id = '${MEMBER}'`);
	const core = await (await world.keys()).openUnit(row as unknown as UnitKeyRow);
	const member = { id: MEMBER, core, epoch: 1, sealed } as unknown as SignedIn;
	const auth = { member, memberships: [], writer: TWERO, rows, refusal: undefined, refund: [] };
	return () => closeAccount(context(), auth);
};
const replayed = async (kind: "left" | "closed") => {
	const of = { database: world.database, ring: await world.keys(), realm: { id: REALM, brands: BRANDS } };
	const act = { id: "act", subject: MEMBER, at: AT };
	const queries =
		kind === "left"
			? await MEMBERSHIP_REPLAYS.left(of, { ...act, kind, brand: TWERO })
			: await MEMBERSHIP_REPLAYS.closed(of, { ...act, kind, purgeAt: "2031-11-22T00:00:00.000Z" });
	await world.database.write(...queries);
};

describe("recipients of a member who said yes to them", () => {
	it("are told of leaving a brand that the consent is withdrawn there, and of no other brand (P17)", async () => {
		await (await leave())();
		expect(await told()).toEqual([ON_TWERO]);
	});

	it("are told of closing an account, brand by brand (P17)", async () => {
		await (await close())();
		expect(await told()).toEqual([ON_HARBOUR, ON_TWERO]);
	});

	it.each([
		["leaving", leave, []],
		["closing", close, [ON_HARBOUR]],
	])("are told of what they were given, and of a yes that they got, after %s was read", async (_, read, others) => {
		const press = await read();
		await world.disclose({ brand: TWERO, recipient: METER, reference: "later number", items: ["ip_address"] });
		await world.disclose({ brand: TWERO, recipient: CHECKER, reference: "checked", items: ["ip_address"] });
		await says("given", aboutRecipient("checker"));
		await press();
		expect(await told()).toEqual([
			["checker", "consent_withdrawn", "checked", AT],
			["meter", "consent_withdrawn", "later number,number on twero", AT],
			...others,
		]);
	});

	it("are told as leaving or closing is done once more on a copy that lacks it, and not where it does not", async () => {
		await replayed("left");
		expect(await told()).toEqual([ON_TWERO]);
		await replayed("left");
		expect(await told()).toEqual([ON_TWERO]);
		await replayed("closed");
		expect(await told()).toEqual([ON_HARBOUR, ON_TWERO]);
		await replayed("closed");
		expect(await told()).toEqual([ON_HARBOUR, ON_TWERO]);
	});

	it("are not told where the yes had ended before, nor of a consent to anything else", async () => {
		await says("given", { purpose: "profiles", recipient: "meter" });
		await says("withdrawn", aboutRecipient("meter"));
		await (await leave())();
		expect(await told()).toEqual([]);
	});
});
