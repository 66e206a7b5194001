import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { judgeReceipt } from "#foundation/proof/receipt.ts";
import { kidOf } from "#foundation/proof/signing-key.ts";
import { MINUTE } from "#foundation/time.ts";
import { idOf } from "../../support/factors.ts";
import { enterBrand, type Member, newMember, newVisitor } from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

/** Erasing everything at once, as a browser does it. */

let mail: MailServer;
let world: World;
beforeAll(async () => {
	mail = await startMailServer();
	world = await startWorld({ bindings: { SMTP_URL: mail.url } });
});
afterAll(async () => {
	await world.stop();
	await mail.stop();
});

type Own = Member & { id: string };

/** A member of both sites with a profile and a photo on one. */
async function filledMember(): Promise<Own> {
	const own = await newMember(world, mail);
	for (const brand of ["twero", "geilesexsite"]) await enterBrand(own.visitor, brand);
	const texts = { display_name: "Roos", about_me: "Zeilt graag", hobbies: "", sexual_preferences: "" };
	const form = own.visitor.address("account", "/profile/twero");
	expect((await own.visitor.post(form, { ...texts, consent: "yes" })).status).toBe(303);
	const fields = { photo_consent: "yes", photo_same: "yes" };
	expect((await uploadPhoto(world, own.visitor, "twero", plainPhoto(), fields)).status).toBe(303);
	return { ...own, id: idOf(own) };
}

const erasureOf = async (id: string) => {
	const [[row]] = await world.database.read(build.selectFrom("erasure").selectAll().where("id", "=", id));
	return row ?? expect.fail("no erasure");
};

/** The erasure of this member, by the audit log's newest entry that begins one. */
async function newestErasure() {
	const [[row]] = await world.database.read(
		build.selectFrom("erasure").selectAll().orderBy("begun_at", "desc").orderBy("id", "desc").limit(1),
	);
	return row ?? expect.fail("no erasure");
}

async function erase(own: Own): Promise<{ page: string; id: string }> {
	const { visitor } = own;
	const reply = await visitor.post(visitor.address("account", "/privacy/erase"), {});
	expect(reply.status).toBe(303);
	return { page: reply.headers.location ?? "", id: (await newestErasure()).id };
}

const isProven = (id: string) =>
	expect
		.poll(
			async () => {
				await world.worker.tick().catch((error) => console.error(String(error)));
				const { state, last_error_code } = await erasureOf(id);
				return [state, last_error_code];
			},
			{ timeout: 20_000 },
		)
		.toEqual(["issued", null]);

const photoFiles = async () => {
	const { objects } = await (await world.worker.bucket("OBJECTS")).list({ prefix: "photos/" });
	return objects.length;
};

/** Where anything of a member stands: every table and column that holds these values. */
async function whereIs(...values: string[]): Promise<string[]> {
	const { TABLE_COLUMNS } = await import("#foundation/db/tables.ts");
	const found: string[] = [];
	for (const [table, columns] of Object.entries(TABLE_COLUMNS)) {
		// Keys stay with what they seal.
		if (table === "unit_key") continue;
		const [rows] = await world.database.read(build.selectFrom(table as never).selectAll());
		for (const row of rows as Record<string, unknown>[])
			for (const column of columns) {
				const value = row[column];
				if (typeof value === "string" && values.some((one) => value.includes(one))) found.push(`${table}.${column}`);
			}
	}
	return [...new Set(found)].sort();
}

describe("POST /privacy/erase", () => {
	it("erases a member signed in afresh at once, proves it, and leaves only what the receipt names (P39)", async () => {
		const own = await filledMember();
		const before = await photoFiles();
		expect(before).toBeGreaterThan(0);
		const { page, id } = await erase(own);
		// Signed out everywhere, and nobody signs in again.
		const { visitor } = own;
		expect((await visitor.get(visitor.address("account", "/privacy"))).text).not.toContain(own.name);
		await isProven(id);
		const [members] = await world.database.read(build.selectFrom("member").select("id").where("id", "=", own.id));
		expect(members).toEqual([]);
		expect(await photoFiles()).toBe(before - 2);
		const shown = await visitor.get(new URL(page, visitor.address("account", "/")).href);
		expect(shown.status).toBe(200);
		expect(shown.text).toContain("Je gegevens zijn gewist");
		const link = /href="([^"]*erasure-receipt\.json[^"]*)"/.exec(shown.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
		const file = await visitor.get(new URL(link, visitor.address("account", "/")).href);
		expect(file.status).toBe(200);
		const { x } = await proofKey();
		const verdict = await judgeReceipt([{ x, kid: await kidOf(x) }], file.text, {
			realm: "jupiter-media",
			address: own.email,
		});
		if (verdict.is !== "genuine") return expect.fail(verdict.is);
		expect(verdict.about).toBe("this_address");
		const { receipt } = verdict;
		const rows = new Map(receipt.erased.map(({ table, rows: count }) => [table, count]));
		expect([rows.get("member"), rows.get("membership"), rows.get("profile"), rows.get("photo")]).toEqual([1, 2, 1, 1]);
		expect([receipt.objects, receipt.verified.left]).toEqual([1, 0]);
		expect(receipt.keys).toBeGreaterThan(2);
		// What still leads to the member is what the receipt names, and nothing else.
		const named = receipt.retained.map(({ what }) => what);
		const left = (await whereIs(own.id)).map((place) => place.split(".")[0]);
		expect(left.filter((table) => !named.includes(table ?? ""))).toEqual([]);
		expect(receipt.retained.every(({ until, rules }) => until !== null && rules.length > 0)).toBe(true);
		expect(named).toContain("user_name_hold");
		expect(named).toContain("consent_evidence");
		await expect
			.poll(() => mail.taken.some(({ to, raw }) => to.includes(own.email) && raw.includes("erasure-receipt.json")))
			.toBe(true);
		// Once it is delivered, nothing of the mail is left.
		await expect
			.poll(
				async () => {
					await world.worker.tick().catch(() => undefined);
					const [mails] = await world.database.read(
						build.selectFrom("outbox").select("id").where("member_id", "=", id),
					);
					return mails.length;
				},
				{ timeout: 20_000 },
			)
			.toBe(0);
	});

	it("lets the same address register again, and holds the name", async () => {
		const own = await filledMember();
		const { id } = await erase(own);
		await isProven(id);
		const again = newVisitor(world);
		await again.follow(await again.get(again.address("twero", "/join")));
		const asked = { gender: "woman", adult: "yes", terms: "yes", membership: "yes", password: own.password };
		const held = await again.post(again.at.href, { user_name: own.name, email: own.email, ...asked });
		expect(held.status).toBe(422);
		const free = await again.post(again.at.href, {
			user_name: `x${own.name}x`.slice(0, 20),
			email: own.email,
			...asked,
		});
		expect(free.status).toBe(200);
	});

	it("asks for the password after a quarter of an hour, and erases nothing without it", async () => {
		const own = await filledMember();
		await world.database.write(
			build
				.updateTable("session")
				.set({ created_at: new Date(Date.now() - 16 * MINUTE).toISOString() })
				.where("member_id", "=", own.id),
		);
		const { visitor } = own;
		const form = visitor.address("account", "/privacy/erase");
		const reply = await visitor.post(form, { current_password: "een ander woord 3" });
		expect(reply.status).toBe(422);
		const [members] = await world.database.read(build.selectFrom("member").select("state").where("id", "=", own.id));
		expect(members).toEqual([{ state: "active" }]);
		expect((await visitor.post(form, { current_password: own.password })).status).toBe(303);
	});

	it("begins once where two tabs ask at the same time", async () => {
		const own = await filledMember();
		const { visitor } = own;
		const form = visitor.address("account", "/privacy/erase");
		const replies = await Promise.all([visitor.post(form, {}), visitor.post(form, {})]);
		expect(replies.map(({ status }) => status).every((status) => [200, 303].includes(status))).toBe(true);
		const [rows] = await world.database.read(
			build.selectFrom("rights_request").select("state").where("member_id", "=", own.id),
		);
		expect(rows).toHaveLength(1);
	});
});

describe("GET /privacy/erased", () => {
	it("shows nothing for a link that is forged, foreign or of another purpose", async () => {
		const visitor = newVisitor(world);
		const at = (token: string) => visitor.address("account", `/privacy/erased?receipt=${token}`);
		for (const token of ["", "x", "a.b.c"]) expect((await visitor.get(at(token))).status).toBe(404);
	});
});

async function proofKey() {
	const [[row]] = await world.database.read(build.selectFrom("proof_key").select("x"));
	return row ?? expect.fail("no key");
}
