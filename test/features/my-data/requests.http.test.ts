import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { DAY, HOUR } from "#foundation/time.ts";
import { idOf } from "../../support/factors.ts";
import {
	codeIn,
	lastRequest,
	lettersWith,
	linkIn,
	logOf,
	passFor,
	requestsOf,
	stepsOf,
} from "../../support/fixtures/requests.ts";
import { type Member, newMember, newVisitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

/** Requests about one's data: asked in the account, or by an address and confirmed by a mailed link. */

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

const OWN = "/privacy/requests";
const ASK = "/privacy/ask";
const TEXT = "Mijn geboortedatum klopt niet <b>echt</b>";
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);
const doneOf = (reply: Reply) => new URL(reply.headers.location ?? "", "http://x").searchParams.get("done");
const askOwn = ({ visitor }: Member, kind = "rectification", text = TEXT) =>
	visitor.post(visitor.address("account", OWN), { kind, text });
const askByAddress = (email: string, kind: string, text = "") => {
	const visitor = newVisitor(world);
	return visitor.post(visitor.address("account", `${ASK}?brand=twero`), { email, kind, text });
};
const confirmed = async (email: string) =>
	linkIn((await lettersWith(mail, email, "uit jouw naam iets gevraagd")).at(-1) ?? expect.fail(), "/confirm");
const use = (link: string) => {
	const visitor = newVisitor(world);
	return visitor.post(link, { code: codeIn(link) });
};

describe("POST /privacy/requests", () => {
	it("takes a request of a member as verified, names the day of the answer, and shows it in one trip (P27, P28, P44)", async () => {
		const member = await newMember(world, mail);
		const asked = await askOwn(member);
		expect([asked.status, doneOf(asked), trips(asked)]).toEqual([303, "sent", 2]);
		const row = await lastRequest(world, idOf(member));
		expect(row).toMatchObject({ kind: "rectification", door: "page", state: "open", on_desk: 1, response_days: 28 });
		expect(await stepsOf(world, row.id)).toEqual(["received member received", "opened member open"]);
		expect(await logOf(world, row.id)).toEqual(["request_received member", "request_verified member"]);
		await lettersWith(mail, member.email, "heeft je verzoek ontvangen");
		const page = await member.visitor.get(member.visitor.address("account", OWN));
		expect([page.status, trips(page)]).toEqual([200, 1]);
		expect(page.text).toContain("nog 28 dagen");
		expect(page.text).toContain("klopt niet &lt;b&gt;echt&lt;/b&gt;");
		// Nothing of it can be read in the database.
		expect(new TextDecoder("latin1").decode(row.text_sealed ?? expect.fail())).not.toContain("geboortedatum");
	});

	it("gives the form back without a choice or words, and sends who is not signed in to the sign-in", async () => {
		const member = await newMember(world, mail);
		const { visitor } = member;
		const empty = await visitor.post(visitor.address("account", OWN), { text: " " });
		expect([
			empty.status,
			empty.text.includes("Kies wat je vraagt."),
			empty.text.includes("Vertel waar het om gaat."),
		]).toEqual([422, true, true]);
		const long = await askOwn(member, "complaint", "x".repeat(4_001));
		expect([long.status, long.text.includes("x".repeat(4_001))]).toEqual([422, true]);
		// An erasure and a copy have pages of their own.
		expect((await askOwn(member, "erasure")).status).toBe(422);
		expect(await requestsOf(world, idOf(member))).toEqual([]);
		const nobody = newVisitor(world);
		const sent = await nobody.post(nobody.address("account", OWN), { kind: "complaint", text: TEXT });
		expect([sent.status, sent.headers.location]).toEqual([303, expect.stringContaining("/sign-in")]);
	});

	it("closes the second of two that ask the same as its duplicate, also from two tabs at once", async () => {
		const member = await newMember(world, mail);
		const both = await Promise.all([askOwn(member, "complaint"), askOwn(member, "complaint")]);
		expect(both.map(doneOf).sort()).toEqual(["sent", "twice"]);
		const rows = await requestsOf(world, idOf(member));
		expect(rows.map(({ state }) => state).sort()).toEqual(["duplicate", "open"]);
		expect(rows.find(({ state }) => state === "duplicate")?.duplicate_of).toBe(
			rows.find(({ state }) => state === "open")?.id,
		);
	});

	it("knows an open request behind more than a page of newer ones, and withdraws it", async () => {
		const member = await newMember(world, mail);
		for (let times = 0; times < 102; times++) {
			const asked = await askOwn(member);
			expect([asked.status, doneOf(asked)]).toEqual([303, times === 0 ? "sent" : "twice"]);
		}
		const [first] = await requestsOf(world, idOf(member));
		const { visitor } = member;
		const withdrawn = await visitor.post(visitor.address("account", OWN), { withdraw: first?.id ?? "" });
		expect(doneOf(withdrawn)).toBe("withdrawn");
	});

	it("withdraws a request of the member's own and no one else's, once", async () => {
		const [member, other] = [await newMember(world, mail), await newMember(world, mail)];
		await askOwn(member);
		const { id } = await lastRequest(world, idOf(member));
		const withdraw = ({ visitor }: Member) => visitor.post(visitor.address("account", OWN), { withdraw: id });
		expect(doneOf(await withdraw(other))).toBe("unchanged");
		expect((await lastRequest(world, idOf(member))).state).toBe("open");
		expect(doneOf(await withdraw(member))).toBe("withdrawn");
		expect(doneOf(await withdraw(member))).toBe("unchanged");
		expect(await stepsOf(world, id)).toEqual([
			...["received member received", "opened member open", "withdrawn member withdrawn"],
		]);
		await lettersWith(mail, member.email, "Je verzoek is ingetrokken");
	});
});

describe("POST /privacy/ask", () => {
	it("says the same whatever is held, and the request of a stranger changes nothing of a verified one (T25, T27)", async () => {
		const member = await newMember(world, mail);
		await askOwn(member);
		const before = await requestsOf(world, idOf(member));
		const known = await askByAddress(member.email, "rectification");
		const nobody = await askByAddress(`nobody${Date.now()}@voorbeeld.test`, "rectification");
		const plain = (reply: Reply) => reply.text.replaceAll(/[\w.]+@voorbeeld\.test/g, "");
		expect([known.status, trips(known), plain(known)]).toEqual([nobody.status, trips(nobody), plain(nobody)]);
		await confirmed(member.email);
		const after = await requestsOf(world, idOf(member));
		expect(after.find(({ id }) => id === before[0]?.id)).toEqual(before[0]);
		expect(after.at(-1)).toMatchObject({ state: "identity_pending", on_desk: 0, verified_at: null });
		// The member's page shows nothing of it, and the desk neither.
		const page = await member.visitor.get(member.visitor.address("account", OWN));
		expect(page.text.match(/name="withdraw"/g)).toHaveLength(1);
	});

	it("confirms by the button of the mailed link alone, once, and a twin becomes a duplicate", async () => {
		const member = await newMember(world, mail);
		await askByAddress(member.email, "restriction", "Alles");
		const link = await confirmed(member.email);
		const shown = await newVisitor(world).get(link);
		expect([shown.status, shown.text.includes("Bevestig je verzoek")]).toEqual([200, true]);
		expect((await lastRequest(world, idOf(member))).state).toBe("identity_pending");
		expect((await use(link)).status).toBe(200);
		expect(await lastRequest(world, idOf(member))).toMatchObject({ state: "open", on_desk: 1 });
		for (const again of [await use(link), await newVisitor(world).get(link)]) expect(again.status).toBe(410);
		await askByAddress(member.email, "restriction");
		const letters = await lettersWith(mail, member.email, "uit jouw naam iets gevraagd", 2);
		expect((await use(linkIn(letters.at(-1) ?? expect.fail(), "/confirm"))).status).toBe(200);
		expect((await lastRequest(world, idOf(member))).state).toBe("duplicate");
	});

	it.each(["", "forged", "x".repeat(3_000)])(
		"answers a link with a code of nobody's (%#) as one that is spent",
		async (code) => {
			for (const path of ["confirm", "cancel"]) {
				const visitor = newVisitor(world);
				const page = await visitor.get(visitor.address("account", `${ASK}/${path}?code=${code}`));
				const sent = await visitor.post(visitor.address("account", `${ASK}/${path}`), { code });
				expect([page.status, sent.status]).toEqual([410, 410]);
			}
		},
	);

	it("says after the button what mail comes: one to every address of an erasure, none of a twin", async () => {
		const member = await newMember(world, mail);
		await askByAddress(member.email, "erasure");
		const erased = await use(await confirmed(member.email));
		expect(erased.text).toContain("Elk bekend adres krijgt nu een mail");
		expect(erased.text).not.toContain("uiterlijk antwoord komt");
		await askOwn(member, "complaint");
		await askByAddress(member.email, "complaint");
		await lettersWith(mail, member.email, "uit jouw naam iets gevraagd", 2);
		const twin = await use(await confirmed(member.email));
		expect(twin.text).toContain("Dit had je al gevraagd");
		expect(twin.text).not.toContain("uiterlijk antwoord komt");
	});

	it("confirms nothing by a link that was mailed to an address that the account has no more", async () => {
		const member = await newMember(world, mail);
		const { visitor } = member;
		await askByAddress(member.email, "erasure");
		const link = await confirmed(member.email);
		const fresh = `ander${member.name}@voorbeeld.test`;
		await visitor.post(visitor.address("account", "/security/email"), {
			...{ email: fresh, current_password: member.password },
		});
		for (const address of [fresh, member.email]) {
			const [letter] = (await lettersWith(mail, address, "")).filter(({ links }) => links.join().includes("/email"));
			const confirm = linkIn(letter ?? expect.fail(address), "/email");
			await newVisitor(world).post(confirm, { code: codeIn(confirm) });
		}
		expect([(await newVisitor(world).get(link)).status, (await use(link)).status]).toEqual([410, 410]);
		expect((await lastRequest(world, idOf(member))).state).toBe("identity_pending");
	});

	it("opens no link on the accounts of another operator, and none of another use", async () => {
		const member = await newMember(world, mail);
		await askByAddress(member.email, "erasure");
		const link = await confirmed(member.email);
		const visitor = newVisitor(world);
		const wrong = visitor.address("account", `${ASK}/cancel?code=${codeIn(link)}`);
		expect([(await visitor.get(wrong)).status, (await use(wrong)).status]).toEqual([410, 410]);
		const [brands] = await world.database.read(build.selectFrom("terms_version").select("realm_id").distinct());
		const other = brands.find(({ realm_id }) => realm_id !== "jupiter-media")?.realm_id ?? expect.fail();
		const foreign = visitor.address(`account-${other}`, `${ASK}/confirm?code=${codeIn(link)}`);
		expect([(await visitor.get(foreign)).status, (await use(foreign)).status]).toEqual([410, 410]);
		expect((await lastRequest(world, idOf(member))).state).toBe("identity_pending");
	});

	it("expires after thirty days without an answer, and the words of the stranger can no longer be read", async () => {
		const member = await newMember(world, mail);
		await askByAddress(member.email, "complaint", "Woorden van een onbekende");
		const link = await confirmed(member.email);
		await passFor(world, idOf(member), 29 * DAY);
		expect((await lastRequest(world, idOf(member))).state).toBe("identity_pending");
		await passFor(world, idOf(member), DAY + HOUR);
		const row = await lastRequest(world, idOf(member));
		expect(row.state).toBe("expired");
		const [keys] = await world.database.read(
			build.selectFrom("unit_key").select("id").where("unit", "=", `core:request:${row.id}`),
		);
		expect(keys).toEqual([]);
		expect((await use(link)).status).toBe(410);
	});

	it("keeps many of strangers for one member cheap: a mailbox gets a few, and no request is without its mail (T26)", async () => {
		const member = await newMember(world, mail);
		for (let time = 0; time < 9; time++) await askByAddress(member.email, "complaint");
		await lettersWith(mail, member.email, "uit jouw naam iets gevraagd");
		const rows = await requestsOf(world, idOf(member));
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.length).toBeLessThanOrEqual(6);
	});
});

describe("POST /privacy/ask/cancel", () => {
	/** An erasure that was asked by an address and confirmed there. */
	async function announced() {
		const member = await newMember(world, mail);
		await askByAddress(member.email, "erasure");
		expect((await use(await confirmed(member.email))).status).toBe(200);
		const [letter] = await lettersWith(mail, member.email, "Wil je dit niet?");
		return { member, cancel: linkIn(letter ?? expect.fail(), "/cancel") };
	}

	it("cancels an announced erasure with one click, without a sign-in; looking cancels nothing (T27)", async () => {
		const { member, cancel } = await announced();
		const row = await lastRequest(world, idOf(member));
		expect([row.state, Date.parse(row.begins_at ?? "") - Date.parse(row.announced_at ?? "")]).toEqual([
			"open",
			72 * HOUR,
		]);
		expect((await newVisitor(world).get(cancel)).text).toContain("Niet wissen");
		expect((await lastRequest(world, idOf(member))).state).toBe("open");
		expect((await use(cancel)).status).toBe(200);
		expect((await lastRequest(world, idOf(member))).state).toBe("withdrawn");
		expect((await use(cancel)).status).toBe(410);
		await lettersWith(mail, member.email, "gaat niet door");
	});

	it("tells also the new address that was shown to be the member's while a change of address waits (T27)", async () => {
		const member = await newMember(world, mail);
		const { visitor } = member;
		const fresh = `nieuw${member.name}@voorbeeld.test`;
		await visitor.post(visitor.address("account", "/security/email"), {
			email: fresh,
			current_password: member.password,
		});
		const [letter] = await lettersWith(mail, fresh, "");
		const link = linkIn(letter ?? expect.fail(), "/email");
		await newVisitor(world).post(link, { code: codeIn(link) });
		await askByAddress(member.email, "erasure");
		await use(await confirmed(member.email));
		for (const address of [member.email, fresh]) await lettersWith(mail, address, "elk adres dat we van je kennen");
	});
});

describe("an account that is gone", () => {
	it("leaves none of its requests open", async () => {
		const member = await newMember(world, mail);
		const id = idOf(member);
		await askOwn(member);
		await world.database.write(
			build
				.deleteFrom("member")
				.where("realm_id", "=", "jupiter-media" as never)
				.where("id", "=", id),
		);
		await world.worker.tick();
		expect(await lastRequest(world, id)).toMatchObject({ state: "withdrawn" });
	});
});
