import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { build } from "#foundation/db/database.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { idOf } from "../../support/factors.ts";
import { evidenceOn as sealedEvidenceOn } from "../../support/fixtures/sealed-evidence.ts";
import { enterBrand, letterTo, type Member, newMember } from "../../support/member.ts";
import { plainPhoto, uploadPhoto } from "../../support/photos.ts";
import { type MailServer, startMailServer } from "../../support/smtp.ts";
import { startWorld, type World } from "../../support/world.ts";

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

const REALM = realmIdSchema.parse("jupiter-media");
const BRANDS = ["twero", "geilesexsite"].map((brand) => brandIdSchema.parse(brand));
const OF_A_BRAND = ["membership", "profile", "special_detail", "photo", "consent_event", "acceptance"] as const;

/** How many rows of a member each table has on a brand, with the keys of the brand's units. */
async function countsOn(brand: string, member: string): Promise<Record<string, number>> {
	const [keys, ...tables] = await world.database.read(
		build.selectFrom("unit_key").select("unit").where("owner_id", "=", member),
		...OF_A_BRAND.map((table) =>
			build
				.selectFrom(table as "membership")
				.select("member_id")
				.where("brand_id", "=", brand)
				.where("member_id", "=", member),
		),
	);
	const own = keys.filter(({ unit }) => unit.split(":")[1] === brand);
	const counts = OF_A_BRAND.map((table, index) => [table, tables[index]?.length ?? 0]);
	return Object.fromEntries([...counts, ["unit_key", own.length]]);
}

const evidenceOn = (member: string) => sealedEvidenceOn(world, REALM, member);

/** A member of both brands, with a profile, special values and a photo on each. */
async function filledMember(): Promise<Member & { id: string }> {
	const own = await newMember(world, mail);
	for (const brand of BRANDS) {
		await enterBrand(own.visitor, brand);
		const texts = { display_name: "Roos", about_me: "Over mij", hobbies: "Schaatsen", sexual_preferences: "Lezen" };
		const form = own.visitor.address("account", `/profile/${brand}`);
		expect((await own.visitor.post(form, { ...texts, consent: "yes" })).status).toBe(303);
		const added = await uploadPhoto(world, own.visitor, brand, plainPhoto(), {
			photo_consent: "yes",
			photo_same: "yes",
		});
		expect(added.status).toBe(303);
	}
	return { ...own, id: idOf(own) };
}

const account = ({ visitor }: Member, path: string) => visitor.get(visitor.address("account", path));
const post = ({ visitor }: Member, path: string, fields = {}) => visitor.post(visitor.address("account", path), fields);

describe("POST /brands/:brand/leave", () => {
	it("erases that brand's rows and keys, withdraws its consents, and leaves the others (P34)", async () => {
		const own = await filledMember();
		const counts = async () => Promise.all(BRANDS.map((brand) => countsOn(brand, own.id)));
		const [left, stayed] = await counts();
		for (const count of [...Object.values(left ?? {}), ...Object.values(stayed ?? {})])
			expect(count).toBeGreaterThan(0);
		expect(await evidenceOn(own.id)).toEqual({ isComplete: true, entries: [] });
		const reply = await post(own, "/brands/twero/leave");
		expect(reply.headers.location).toBe("/brands?left=twero");
		const nothing = Object.fromEntries([...OF_A_BRAND, "unit_key"].map((table) => [table, 0]));
		expect(await counts()).toEqual([nothing, stayed]);
		expect(await evidenceOn(own.id)).toEqual({
			isComplete: true,
			entries: [
				...["use_of_site given", "profiles given", "use_of_site withdrawn", "profiles withdrawn"],
				...["statement shown", "terms accepted"],
			].map((entry) => `twero ${entry}`),
		});
		expect((await own.visitor.get(own.visitor.address("twero", "/me"))).headers.location).toBe("/login");
		expect((await own.visitor.get(own.visitor.address("geilesexsite", "/me"))).status).toBe(200);
		await own.visitor.follow(await own.visitor.get(own.visitor.address("twero", "/login")));
		expect((await own.visitor.get(own.visitor.at.href)).text).toContain('name="membership"');
	});

	it("is done once however often it is pressed at once, and says what stays", async () => {
		const own = await filledMember();
		const replies = await Promise.all([1, 2, 3].map(() => post(own, "/brands/twero/leave")));
		expect(replies.map(({ status }) => status)).toEqual([303, 303, 303]);
		expect((await evidenceOn(own.id)).entries).toHaveLength(6);
		const { text } = await account(own, "/brands?left=twero");
		expect(text).toMatch(
			/Dit bewaren we nog: [^<]*bewijs van toestemming \(5 jaar nadat de toestemming is geëindigd\)/,
		);
	});
});

describe("GET /brands/:brand/leave", () => {
	it("says before the button what goes at once, and what stays, why and until when", async () => {
		const own = await newMember(world, mail);
		await enterBrand(own.visitor, "twero");
		const { text } = await account(own, "/brands/twero/leave");
		const [, goes = "", stays = ""] = text.split(/<h2 id="(?:goes|stays)-title">/);
		for (const item of ["Lidmaatschap van deze site", "Naam op deze site", "Foto&#39;s", "Seksuele voorkeuren"])
			expect(goes).toContain(item);
		expect(goes).not.toContain("toestemming");
		for (const rule of [
			"Bewijs van toestemming",
			"Tot 5 jaar nadat de toestemming is geëindigd",
			"Bewijs van geaccepteerde voorwaarden",
			"Lijst van inzage",
		])
			expect(stays).toContain(rule);
		expect(stays).toContain("Waarom: Je rechten uitvoeren en verantwoording afleggen");
		expect(stays.indexOf("Bewijs van toestemming")).toBeLessThan(stays.indexOf("<button"));
	});
});

describe("GET /close", () => {
	it("says what lapses, what waits for the purge and what stays after it, as the mail does", async () => {
		const own = await newMember(world, mail);
		await enterBrand(own.visitor, "twero");
		const { text } = await account(own, "/close");
		const [, goes = "", stays = ""] = text.split(/<h2 id="(?:goes|stays)-title">/);
		expect(goes).toContain("Seksuele voorkeuren");
		expect(stays).toMatch(/Je account en je profielen<.*?Tot \d+ \w+ 20\d\d/);
		expect(goes).not.toContain("E-mailadres");
		for (const rule of [
			"Afdruk van de gebruikersnaam van een gewist account",
			"Lijst van inzage",
			"Verstuurde mail",
			"Bewijs van toestemming",
		])
			expect(stays).toContain(rule);
		const closed = await post(own, "/close");
		expect(closed.text).toContain("Dit bewaren we daarna nog: ");
		// Their own terms are short, and the erasure ends them in any case.
		expect(closed.text).not.toMatch(/daarna nog: [^<]*(verstuurde mail|teller van verkeerde wachtwoorden)/);
		const letter = await letterTo(mail, own.email, 2);
		expect(letter.text.replace(/\s+/g, " ")).toContain("Alleen dit bewaren we dan nog: ");
	});
});

describe("the page of a member's privacy", () => {
	it("names no brand that was left, until the member asks for the proof (P18)", async () => {
		const own = await filledMember();
		const access = {
			...{ realm_id: REALM, id: `look-${own.id}`, member_id: own.id, number: 1, staff_id: "s", role: "moderator" },
			...{ brand_id: "twero", what: "photo", reason_sealed: new Uint8Array([1]), previous_at: "" },
			...{ accessed_at: new Date().toISOString(), previous_hash: "", hash: "x" },
		};
		await world.database.write(build.insertInto("staff_access").values(access));
		expect((await account(own, "/privacy")).text).toContain("Twero");
		expect((await account(own, "/privacy")).text).not.toContain("Bewijs van wat je eerder hebt afgesproken");
		await post(own, "/brands/twero/leave");
		for (const path of ["/", "/brands", "/privacy", "/privacy/evidence", "/notifications", "/security", "/profile"]) {
			const { status, text } = await account(own, path);
			expect([path, status, text.toLowerCase().includes("twero")]).toEqual([path, 200, false]);
		}
		const { text } = await account(own, "/privacy");
		expect(text).toContain("Er zijn 2 verzegelde bewijzen");
		expect(text).toContain("een site waar je geen lid meer van bent");
		const opened = await post(own, "/privacy/evidence");
		expect(opened.headers["cache-control"]).toContain("no-store");
		for (const words of ["Twero", "toestemming ingetrokken", "geaccepteerd", "getoond"])
			expect(opened.text).toContain(words);
		expect(opened.text).not.toContain("niet compleet");
		expect(opened.text).not.toContain("Geilesexsite");
	});
});
