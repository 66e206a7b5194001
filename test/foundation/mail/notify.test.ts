import PostalMime from "postal-mime";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { PASSWORD_RESET, SIGN_IN_NEW_DEVICE } from "#features/accounts/letters.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import { build } from "#foundation/db/database.ts";
import { type LetterText, letter } from "#foundation/mail/letter.ts";
import { lettersOf } from "#foundation/mail/letters.ts";
import { type MailOrigin, notify, notifyAfterChange } from "#foundation/mail/notify.ts";
import { writePayload } from "#foundation/mail/payload.ts";
import type { MailLink } from "#foundation/mail/schema.ts";
import { CONFIRM, headerOf, type OutboxWorld, outboxWorld, START, STOPPABLE } from "../../support/mail-world.ts";

const ADDRESS = "ada@members.example";
const link = { at: "account", path: "/page" } as const;

function originOf({ ring, brands }: OutboxWorld, own: Partial<MailOrigin> = {}): MailOrigin {
	const realm = { id: brands.apple.realm, brands: [brands.apple.id, brands.pear.id] };
	return { realm, originBrand: undefined, locale: "nl", now: START, keys: async () => ring, ...own };
}

const rowsOf = async ({ database }: OutboxWorld) =>
	(await database.read(build.selectFrom("outbox").select(["brand_id", "class", "state", "last_error_code"])))[0];

describe("notify", () => {
	it("writes in the name of the given brand, in the language of the context, once for a cause", async () => {
		const world = await outboxWorld();
		const { pear } = world.brands;
		const to = { member: "m1", brand: pear.id, address: ADDRESS };
		for (const _ of [1, 2])
			await world.database.write(...(await notify(originOf(world, { locale: "en" }), to, CONFIRM, "confirm:1")));
		expect(await world.drain()).toMatchObject({ sent: 1 });
		const [sent] = world.sent;
		expect(sent?.to).toBe(ADDRESS);
		expect(headerOf(sent?.raw ?? "", "From")).toBe("pear <info@pear.example>");
		expect(headerOf(sent?.raw ?? "", "Subject")).toBe("Confirm your e-mail address");
	});

	it("writes in the name of a brand that the member joined, and of the kind that the letter is", async () => {
		const world = await outboxWorld();
		const { apple, pear } = world.brands;
		const to = { member: "m1", memberships: [{ brand_id: pear.id }], address: ADDRESS, locale: "en" } as const;
		await world.database.write(...(await notify(originOf(world, { originBrand: apple }), to, STOPPABLE, "change:1")));
		expect(await rowsOf(world)).toMatchObject([{ brand_id: "pear", class: "service" }]);
		await world.drain();
		expect(headerOf(world.sent[0]?.raw ?? "", "Subject")).toBe("Your weekly summary");
	});

	it("opens the address that the database holds sealed", async () => {
		const world = await outboxWorld();
		const { realm, id: brand } = world.brands.apple;
		const { unit: core } = await world.ring.newUnit({ realm, owner: "m1", unit: "core" });
		const place = { table: "member", column: "email_sealed", row: "m1" };
		const to = { member: "m1", brand, core, emailSealed: await seal(core, place, ADDRESS) };
		const told = SIGN_IN_NEW_DEVICE.with({ at: new Date(START).toISOString(), device: "Firefox", security: link });
		await world.database.write(...(await notify(originOf(world), to, told, "new:1")));
		await world.drain();
		expect(world.sent.map(({ to: recipient }) => recipient)).toEqual([ADDRESS]);
		expect((await PostalMime.parse(world.sent[0]?.raw ?? "")).text).toContain("Firefox");
	});

	it("writes a mail after a change exactly when the statement before it changed something", async () => {
		const world = await outboxWorld();
		const to = { member: "m1", brand: world.brands.apple.id, address: ADDRESS };
		const choice = { realm_id: "voorbeeld-media", member_id: "m1", brand_id: "apple", class: "service", wanted: 1 };
		const insert = build.insertInto("mail_choice").values({ ...choice, changed_at: new Date(START).toISOString() });
		const once = insert.onConflict((conflict) => conflict.doNothing());
		for (const cause of ["change:1", "change:2"])
			await world.database.write(once, ...(await notifyAfterChange(originOf(world), to, STOPPABLE, cause)));
		expect(await rowsOf(world)).toHaveLength(1);
	});

	it("takes the variables of its letter alone, as the compiler says and the outbox too", () => {
		type Variables = { link: MailLink; hours: number };
		expectTypeOf(PASSWORD_RESET.with).parameter(0).toEqualTypeOf<Variables>();
		expectTypeOf(letter<z.ZodType<Variables>>)
			.parameter(3)
			.toHaveProperty("text")
			.returns.toEqualTypeOf<LetterText<Variables>>();
		for (const variables of [{ link, hours: "1" }, { link, hours: 1, reset: link }, { link }])
			expect(() => writePayload({ locale: "nl", letter: { kind: PASSWORD_RESET, variables } })).toThrow();
	});
});

describe("the list of letters", () => {
	const text = () => ({ subject: "Other", write: () => ({ paragraphs: [] }) });
	const other = letter("other", z.strictObject({}), "transactional", { causedBy: "account", text });

	it("knows a letter by its name, and no two by one", () => {
		expect(lettersOf([other]).get("other")).toBe(other);
		expect(() => lettersOf([other], [other])).toThrow("two letters of one name");
	});

	it("fails a mail whose letter is not in it, and goes on with the next", async () => {
		const world = await outboxWorld();
		await world.queue({ cause: "other:1", letter: other.with({}) });
		await world.queue({ cause: "confirm:1" });
		expect(await world.drain()).toMatchObject({ failed: 1, sent: 1 });
		expect((await rowsOf(world)).map(({ state, last_error_code }) => [state, last_error_code]).sort()).toEqual([
			["failed", "unreadable"],
			["sent", null],
		]);
	});
});
