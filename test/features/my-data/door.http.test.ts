import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { build } from "#foundation/db/database.ts";
import { DAY, HOUR, MINUTE } from "#foundation/time.ts";
import { idOf } from "../../support/factors.ts";
import { readCopy } from "../../support/fixtures/copy.ts";
import { letterTo, newMember, newVisitor, type Visitor } from "../../support/member.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { newStaff } from "../../support/staff.ts";
import { type Reply, startWorld, type World } from "../../support/world.ts";

/** A copy for a person without an account, asked for by an address and opened by a mailed link. */

const REALM = "jupiter-media";
const ASK = "/privacy/ask";

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

const fresh = () => `lid${randomBytes(6).toString("hex")}`;
const addressOf = (name: string) => `${name}@voorbeeld.test`;
const trips = (reply: Reply) => Number(/db;desc="(\d+)"/.exec(reply.headers["server-timing"] ?? "")?.[1]);

type Registered = { name: string; email: string; id: string; confirm: string };

/** Somebody who registered on a site and did not confirm. */
async function register(brand = "twero", email = addressOf(fresh())): Promise<Registered> {
	const visitor = newVisitor(world);
	const name = fresh();
	await visitor.follow(await visitor.get(visitor.address(brand, "/join")));
	const agreed = { gender: "other", adult: "yes", terms: "yes", membership: "yes" };
	const before = mail.taken.filter(({ to }) => to.includes(email)).length;
	await visitor.post(visitor.at.href, { user_name: name, email, password: "negen stille treinen", ...agreed });
	const { links } = await letterTo(mail, email, before + 1);
	const [[newest]] = await world.database.read(
		build.selectFrom("registration").select("id").where("realm_id", "=", REALM).orderBy("id", "desc").limit(1),
	);
	const confirm = links.find((one) => one.includes("/confirm")) ?? "";
	return { name, email, id: newest?.id ?? expect.fail(), confirm };
}

const ask = (email: string, visitor = newVisitor(world), brand = "twero") =>
	visitor.post(visitor.address("account", `${ASK}?brand=${brand}`), { email });

/** Asks, and reads the answer in the mailbox. */
async function answerTo(email: string, brand = "twero") {
	const before = mail.taken.filter(({ to }) => to.includes(email)).length;
	expect((await ask(email, newVisitor(world), brand)).status).toBe(200);
	return letterTo(mail, email, before + 1);
}

async function linkTo(email: string): Promise<string> {
	const { links } = await answerTo(email);
	return links.find((one) => one.includes(`${ASK}/open`)) ?? expect.fail(links.join());
}

const codeOf = (link: string) => new URL(link).searchParams.get("code") ?? "";
const begin = (link: string, visitor: Visitor) => visitor.post(link, { code: codeOf(link) });
const fileLinks = ({ text }: Reply) =>
	[...text.matchAll(/href="([^"]*\/copy\.zip[^"]*)"/g)].map(([, to = ""]) => to.replaceAll("&amp;", "&"));

/** Begins the copies of a link and waits until each can be fetched. */
async function madeBy(link: string, visitor: Visitor, count = 1): Promise<string[]> {
	const begun = await begin(link, visitor);
	expect([begun.status, begun.headers.location]).toEqual([303, expect.stringContaining(`${ASK}/open`)]);
	return vi.waitFor(
		async () => {
			const files = fileLinks(await visitor.get(link));
			expect(files).toHaveLength(count);
			return files;
		},
		{ timeout: 10_000, interval: 100 },
	);
}

const exportsOf = async (id: string) => {
	const [rows] = await world.database.read(build.selectFrom("export").selectAll().where("member_id", "=", id));
	return rows;
};
const linksOf = async (id: string) => {
	const [rows] = await world.database.read(build.selectFrom("copy_link").selectAll().where("subject_id", "=", id));
	return rows;
};
/** A link that leads nowhere leads on to asking again, and names nobody. */
const expectSpent = (reply: Reply) => {
	expect([reply.status, reply.text.includes("werkt niet meer"), reply.text.includes(`href="${ASK}`)]).toEqual([
		410,
		true,
		true,
	]);
};

describe("GET /privacy/ask", () => {
	it("asks for one address and which right, and is a click away from signing in and from the rights page of a site (P27, P40)", async () => {
		const visitor = newVisitor(world);
		for (const from of [
			visitor.address("account", "/sign-in?brand=twero"),
			visitor.address("twero", "/privacy/rights"),
		]) {
			const page = await visitor.get(from);
			const [, to = ""] = /href="([^"]*\/privacy\/ask[^"]*)"/.exec(page.text) ?? expect.fail(from);
			const reply = await visitor.get(to.replaceAll("&amp;", "&"));
			expect([
				reply.status,
				reply.text.match(/<input (?!type="radio")/g)?.length,
				reply.text.includes('name="email"'),
			]).toEqual([200, 1, true]);
			visitor.at = new URL(from);
		}
	});
});

describe("POST /privacy/ask", () => {
	it("mails a link to what is held without an account, and a copy of it that its manifest describes (P27, P40)", async () => {
		const own = await register();
		const letter = await answerTo(own.email);
		expect(letter.subject).toBe("Antwoord op je vraag over je gegevens");
		const link = letter.links.find((one) => one.includes(`${ASK}/open`)) ?? expect.fail(letter.text);
		const visitor = newVisitor(world);
		const page = await visitor.get(link);
		expect([page.status, trips(page), page.text.includes("Gebruikersnaam"), fileLinks(page)]).toEqual([
			200,
			1,
			true,
			[],
		]);
		// Programs that check mail open links: nothing has begun.
		expect(await exportsOf(own.id)).toEqual([]);
		const [file = ""] = await madeBy(link, visitor);
		const reply = await visitor.get(file);
		expect([reply.status, reply.headers["content-type"], trips(reply)]).toEqual([200, "application/zip", 1]);
		const { files, manifest, json } = readCopy(reply.body);
		expect(json("data/registration.json")).toMatchObject([{ email: own.email, user_name: own.name, language: "nl" }]);
		expect(manifest.tables.map(({ unreadable }) => unreadable).every((count) => count === 0)).toBe(true);
		const index = String(files.get("index.html"));
		expect([index.includes('<html lang="nl">'), index.includes("Je hebt geen account bij ons.")]).toEqual([true, true]);
		const sheet = json("sheet.json") as { site: string; data: { item: string; kept: string[] }[] }[];
		expect(sheet.map(({ site }) => site)).toEqual(["Twero"]);
		const items = sheet.flatMap(({ data }) => data.map(({ item }) => item));
		expect(items).toEqual(expect.arrayContaining(["E-mailadres", "Gebruikersnaam"]));
		// What only members have is not said to be held.
		expect(items).not.toContain("Foto's");
		expect([...files.keys()].some((name) => name.startsWith("statements/twero-privacy-1"))).toBe(true);
		// The same link, in any browser, for as long as the copy stands.
		const again = await newVisitor(world).get(file);
		expect(again.body).toEqual(reply.body);
		const range = await visitor.get(file, { Range: "bytes=0-3" });
		expect([range.status, range.body.length]).toEqual([206, 4]);
	});

	it("makes one copy of each that the address finds, on every site, and of nobody else's (T29)", async () => {
		const own = await register();
		const second = await register("geilesexsite", own.email);
		const other = await register();
		const visitor = newVisitor(world);
		const files = await madeBy(await linkTo(own.email), visitor, 2);
		const sites = [];
		for (const file of files) {
			const { files: entries, json } = readCopy((await visitor.get(file)).body);
			sites.push((json("sheet.json") as { site: string }[]).map(({ site }) => site).join());
			const all = [...entries.values()].map(String).join("\n");
			for (const word of [other.id, other.email, other.name]) expect(all).not.toContain(word);
		}
		expect(sites.sort()).toEqual(["Geilesexsite", "Twero"]);
		expect((await exportsOf(second.id)).map(({ subject_kind }) => subject_kind)).toEqual(["registration"]);
	});

	it("mails a member where to sign in, and no link opens what is theirs (T28)", async () => {
		const member = await newMember(world, mail);
		// Written otherwise than the owner did: to a mail host that may be another mailbox, which gets nothing.
		const otherwise = member.email.replace(/^lid/, "LID");
		expect((await ask(otherwise)).status).toBe(200);
		const { text, links } = await letterTo(mail, member.email, 2);
		expect(mail.taken.some(({ to }) => to.includes(otherwise))).toBe(false);
		expect([text.includes("hoort een account"), links.some((one) => one.includes(`${ASK}/open`))]).toEqual([
			true,
			false,
		]);
		// Who cannot sign in has the right all the same.
		expect(text.replaceAll(/\s+/g, " ")).toContain("Lukt inloggen niet");
		expect(text).toMatch(/Schrijf dan naar\s+\S+@/);
		const link = links.find((one) => one.includes("/privacy/export")) ?? expect.fail(text);
		const reply = await newVisitor(world).get(link);
		expect([reply.status, reply.headers.location]).toEqual([303, expect.stringContaining("/sign-in")]);
	});

	it("mails a member a link too to what is held beside the account, and to that alone", async () => {
		const member = await newMember(world, mail);
		const beside = await (async () => {
			const visitor = newVisitor(world);
			const name = fresh();
			await visitor.follow(await visitor.get(visitor.address("twero", "/join")));
			const agreed = { gender: "other", adult: "yes", terms: "yes", membership: "yes" };
			const fields = { user_name: name, email: member.email, password: "negen stille treinen" };
			expect((await visitor.post(visitor.at.href, { ...fields, ...agreed })).status).toBe(200);
			return name;
		})();
		await letterTo(mail, member.email, 2);
		const { links } = await answerTo(member.email);
		expect(links.some((one) => one.includes("/privacy/export"))).toBe(true);
		const visitor = newVisitor(world);
		const [file = ""] = await madeBy(links.find((one) => one.includes(`${ASK}/open`)) ?? "", visitor);
		const all = [...readCopy((await visitor.get(file)).body).files.values()].map(String).join("\n");
		expect([all.includes(beside), all.includes(idOf(member))]).toEqual([true, false]);
	});

	it("answers about the account where what is held beside it does not open, and says of none that it is nothing", async () => {
		const member = await newMember(world, mail);
		const { id } = await register("twero", member.email);
		const spoil = (row: string) =>
			world.database.write(
				build
					.updateTable("registration")
					.set({ email_sealed: new Uint8Array(80).fill(1) })
					.where("realm_id", "=", REALM)
					.where("id", "=", row),
			);
		await spoil(id);
		const { links } = await answerTo(member.email);
		expect(links.some((one) => one.includes("/privacy/export"))).toBe(true);
		const alone = await register();
		await spoil(alone.id);
		const before = world.logs.length;
		expect((await ask(alone.email)).status).toBe(200);
		await vi.waitFor(() =>
			expect(world.logs.slice(before).some((line) => line.includes("an address does not open"))).toBe(true),
		);
		expect(mail.taken.filter(({ to }) => to.includes(alone.email))).toHaveLength(1);
	});

	it("mails staff where they sign in", async () => {
		const staff = await newStaff(world, "support");
		const { links } = await answerTo(staff.email);
		expect(links.some((one) => one.includes("/console/copy"))).toBe(true);
	});

	it("answers by mail that nothing is held, where nothing is (Art. 12(3))", async () => {
		const email = addressOf(fresh());
		const { subject, text, links } = await answerTo(email);
		expect([subject, text.includes("Het antwoord is: niets.")]).toEqual([
			"Antwoord op je vraag over je gegevens",
			true,
		]);
		expect(links.some((one) => one.includes(ASK))).toBe(false);
	});

	it("says the same of every address, in one trip, whatever is held under it (T9, T25)", async () => {
		const member = await newMember(world, mail);
		const own = await register();
		const seen = [];
		for (const email of [addressOf(fresh()), own.email, member.email]) {
			const { status, text, headers } = await ask(email);
			const { date: _, "server-timing": timing, "content-length": __, ...others } = headers;
			const cost = timing?.replace(/dur=[\d.]+/g, "");
			seen.push({ status, text: text.replaceAll(email, "?"), others, cost });
		}
		expect(seen[0]).toMatchObject({ status: 200, cost: expect.stringContaining('desc="1"') });
		expect(seen[1]).toEqual(seen[0]);
		expect(seen[2]).toEqual(seen[0]);
	});

	it("gives back a form that is filled in wrongly, and mails nobody", async () => {
		const count = mail.taken.length;
		for (const email of ["", "geen adres", "twee@een@voorbeeld.test", `${"a".repeat(300)}@voorbeeld.test`]) {
			const reply = await ask(email);
			expect([reply.status, reply.text.includes('aria-invalid="true"')]).toEqual([422, true]);
		}
		const visitor = newVisitor(world);
		const to = visitor.address("account", ASK);
		expect((await visitor.post(to, { email: addressOf(fresh()), more: "x" })).status).toBe(400);
		expect((await visitor.post(to)).status).toBe(422);
		expect(mail.taken.length).toBe(count);
	});

	it("is asked three times in a quarter of an hour from one place for one address, and fills no mailbox (T26)", async () => {
		const own = await register();
		const visitor = newVisitor(world);
		const statuses = [];
		for (let time = 0; time < 4; time++) statuses.push((await ask(own.email, visitor)).status);
		expect(statuses).toEqual([200, 200, 200, 429]);
		for (let time = 0; time < 6; time++) expect((await ask(own.email)).status).toBe(200);
		// Six mails that strangers cause, the confirmation among them: no row stands for a link that nobody was sent.
		await letterTo(mail, own.email, 6);
		await expect.poll(async () => (await linksOf(own.id)).length).toBe(5);
		expect(mail.taken.filter(({ to }) => to.includes(own.email))).toHaveLength(6);
	});
});

describe("POST /privacy/ask/open", () => {
	it("makes one copy when it is pressed twice, and none more by a link that has begun", async () => {
		const own = await register();
		const link = await linkTo(own.email);
		const visitor = newVisitor(world);
		const replies = await Promise.all([begin(link, visitor), begin(link, newVisitor(world))]);
		expect(replies.map(({ status }) => status)).toEqual([303, 303]);
		const [file = ""] = await madeBy(link, visitor);
		const [copy, ...others] = await exportsOf(own.id);
		expect([others, await linksOf(own.id)]).toEqual([[], []]);
		await begin(link, visitor);
		expect((await exportsOf(own.id)).map(({ id }) => id)).toEqual([copy?.id]);
		// A newer link takes its place, and the older one ends.
		const newer = await linkTo(own.email);
		await madeBy(newer, visitor);
		expectSpent(await visitor.get(link));
		expectSpent(await visitor.get(file));
	});

	it("erases a registration that asked for it by its address, at once, and nothing of anybody else (P39)", async () => {
		const [own, other] = [await register(), await register()];
		const visitor = newVisitor(world);
		const before = mail.taken.filter(({ to }) => to.includes(own.email)).length;
		const form = { email: own.email, kind: "erasure", text: "" };
		expect((await visitor.post(visitor.address("account", `${ASK}?brand=twero`), form)).status).toBe(200);
		const { links } = await letterTo(mail, own.email, before + 1);
		const link = links.find((one) => one.includes(`${ASK}/open`)) ?? expect.fail(links.join());
		expect((await visitor.get(link)).text).toContain("Wis deze gegevens");
		const rows = async () => {
			const [found] = await world.database.read(build.selectFrom("registration").select("id"));
			const ids = found.map(({ id }) => id);
			return [ids.includes(own.id), ids.includes(other.id)];
		};
		// Opening the link changes nothing.
		expect(await rows()).toEqual([true, true]);
		const erased = await visitor.post(link, { code: codeOf(link), act: "erase" });
		expect([erased.status, erased.text.includes("worden gewist")]).toEqual([200, true]);
		await expect.poll(rows, { timeout: 10_000 }).toEqual([false, true]);
		expect(await linksOf(own.id)).toEqual([]);
		expectSpent(await visitor.get(link));
		expectSpent(await visitor.post(link, { code: codeOf(link), act: "erase" }));
	});

	it("takes no forged code, none of another realm, and none after a day", async () => {
		const own = await register();
		const link = await linkTo(own.email);
		const visitor = newVisitor(world);
		const forged = new URL(link);
		for (const code of ["", "x", "a".repeat(43), codeOf(link).toLowerCase(), `${codeOf(link)}=`]) {
			forged.searchParams.set("code", code);
			expectSpent(await visitor.get(forged.href));
			expectSpent(await visitor.post(forged.href, { code }));
			const file = new URL(`${ASK}/copy.zip`, link);
			file.search = String(new URLSearchParams({ code, copy: own.id }));
			expectSpent(await visitor.get(file.href));
		}
		const foreign = new URL(link);
		foreign.host = foreign.host.replace("account.", "account-lage-kade.");
		foreign.searchParams.delete("brand");
		const there = await visitor.get(foreign.href);
		expect([there.status, there.text.includes("copy.zip")]).toEqual([410, false]);
		expect((await begin(foreign.href, visitor)).status).toBe(410);
		const past = new Date(Date.now() - MINUTE).toISOString();
		await world.database.write(
			build.updateTable("copy_link").set({ expires_at: past }).where("subject_id", "=", own.id),
		);
		expectSpent(await visitor.get(link));
		expectSpent(await begin(link, visitor));
		await world.worker.tick();
		expect(await linksOf(own.id)).toEqual([]);
	});

	it("ends with a registration that its owner confirms, before it was begun, and opens nothing of the member's (T28)", async () => {
		const own = await register();
		const link = await linkTo(own.email);
		const visitor = newVisitor(world);
		await confirmed(own);
		expectSpent(await visitor.get(link));
		expectSpent(await begin(link, visitor));
		expect(await exportsOf(own.id)).toEqual([]);
	});

	it("ends with a registration that is confirmed or expires after it was begun, and leaves nothing (T28)", async () => {
		const own = await register();
		const visitor = newVisitor(world);
		const link = await linkTo(own.email);
		const [file = ""] = await madeBy(link, visitor);
		await confirmed(own);
		for (const reply of [await visitor.get(link), await begin(link, visitor), await visitor.get(file)])
			expectSpent(reply);
		// Its owner asks for a copy of the account, which is another one.
		const gone = await register();
		const second = await linkTo(gone.email);
		await madeBy(second, visitor);
		const past = new Date(Date.now() - DAY).toISOString();
		await world.database.write(build.updateTable("registration").set({ expires_at: past }).where("id", "=", gone.id));
		await world.worker.tick();
		expect([await exportsOf(gone.id), await linksOf(gone.id)]).toEqual([[], []]);
		expectSpent(await visitor.get(second));
	});

	it("makes no more of a copy whose registration was confirmed while it was being made", async () => {
		const own = await register();
		const link = await linkTo(own.email);
		const visitor = newVisitor(world);
		await madeBy(link, visitor);
		await world.database.write(
			build
				.updateTable("export")
				.set({ state: "making", made_at: null, progress_sealed: null, steps: 0 })
				.where("member_id", "=", own.id),
		);
		await confirmed(own);
		await world.worker.tick();
		expect(await exportsOf(own.id)).toEqual([]);
		expectSpent(await visitor.get(link));
	});

	it("ends seven days after the copy was made (P40)", async () => {
		const own = await register();
		const link = await linkTo(own.email);
		const visitor = newVisitor(world);
		const [file = ""] = await madeBy(link, visitor);
		const madeBefore = (time: number) =>
			world.database.write(
				build
					.updateTable("export")
					.set({ made_at: new Date(Date.now() - time).toISOString() })
					.where("member_id", "=", own.id),
			);
		await madeBefore(7 * DAY - HOUR);
		expect((await visitor.get(file)).status).toBe(200);
		await madeBefore(7 * DAY + MINUTE);
		for (const reply of [await visitor.get(link), await begin(link, visitor), await visitor.get(file)])
			expectSpent(reply);
		await world.worker.tick();
		expect(await exportsOf(own.id)).toEqual([]);
	});

	it("keeps the code out of what a browser passes on and of what is logged", async () => {
		const own = await register();
		const link = await linkTo(own.email);
		const visitor = newVisitor(world);
		const page = await visitor.get(link);
		expect([page.headers["referrer-policy"], page.headers["cache-control"]]).toEqual([
			expect.stringMatching(/^(no-referrer|same-origin|strict-origin)/),
			"private, no-store",
		]);
		await madeBy(link, visitor);
		expect(world.logs.join("\n")).not.toContain(codeOf(link));
	});
});

/** As its owner does, in another browser than the one that joined. */
async function confirmed({ confirm }: Registered): Promise<void> {
	const visitor = newVisitor(world);
	const link = new URL(confirm);
	const reply = await visitor.post(link.href, {
		code: link.searchParams.get("code") ?? "",
		password: "negen stille treinen",
	});
	expect([reply.status, reply.text]).toEqual([303, expect.anything()]);
}
