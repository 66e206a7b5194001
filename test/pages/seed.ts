import { build } from "#foundation/db/database.ts";
import { brandIdSchema, realmIdSchema } from "#foundation/ids.ts";
import { STAFF_ROLES, type StaffRole } from "#foundation/ledgers/staff-role.ts";
import { signUnsubscription } from "#foundation/mail/unsubscribe-token.ts";
import { newVisitor, placeOn, type Visitor } from "../support/member.ts";
import { plainPhoto, uploadPhoto } from "../support/photos.ts";
import { find, hidden, invitationFor, newStaff, openCard, type StaffMember, suspending } from "../support/staff.ts";
import * as people from "./people.ts";
import type { FixedWorld } from "./world.ts";

/** Everybody who asks, and the ids and links that addresses are made of. */
export type Seeded = {
	/** Browsers, by the name of the role. */
	roles: Record<string, Visitor>;
	/** By the name of a parameter of a route, and the name of a thing: its id. */
	ids: Record<string, Record<string, string>>;
	/** Codes and tokens that work, by their name. */
	links: Record<string, string>;
	/** Of each role, the query of a sign-in on Twero that its browser has begun. */
	begun: Record<string, string>;
};

const REASON = "Vraag van het lid over de eigen gegevens";

/** `announce` publishes while there are members to be told. */
export async function seed(fixed: FixedWorld, announce: () => Promise<void>): Promise<Seeded> {
	const { world } = fixed;
	const twero = { brand: "twero" };
	const dating = { brand: "geilesexsite" };
	const waiting = people.newPerson(fixed, "wachter", twero);
	await people.join(waiting);
	await people.join({ ...people.newPerson(fixed, "ander", twero), email: waiting.email });
	const plain = await people.newMember(fixed, "gewoon", twero);
	const full = await people.newMember(fixed, "roosmarijn", twero);
	const english = await people.newMember(fixed, "emmeline", { ...dating, locale: "en" });
	const suspended = await people.newMember(fixed, "geschorst", twero);
	const closed = await people.newMember(fixed, "gesloten", twero);
	const gone = await people.newMember(fixed, "departed", { ...dating, locale: "en" });
	const sailor = await people.newMember(fixed, "zeilster", { ...HARBOUR, locale: "en", standard: "en" });
	await people.enter(full, "geilesexsite");
	await people.enter(plain, "geilesexsite");
	await announce();
	for (let time = 0; time < 3; time++) await fixed.tick();
	for (const person of [full, english]) {
		await people.fillProfile(fixed, person);
		await people.armAccount(fixed, person);
		await people.moveHouse(fixed, person);
	}
	await people.enter(full, "geilesexsite");
	await uploadPhoto(world, full.visitor, "geilesexsite", plainPhoto(), { photo_consent: "yes" });
	await people.fillProfile(fixed, sailor);
	await plain.visitor.post(plain.to("/brands/geilesexsite/leave"), { current_password: plain.password });
	await plain.visitor.post(plain.to("/brands/twero/visibility"), { state: "hidden" });
	// With the address of a member, and under the name of one.
	await people.join({ ...people.newPerson(fixed, "nieuwkomer", twero), email: plain.email });
	await people.join(people.newPerson(fixed, "roosmarijn", { ...dating, locale: "en" }));
	const ids = await idsOf(fixed, { full, english, suspended, sailor });
	const staff = await staffOf(fixed);
	const links = await linksOf(fixed, { full, english, plain, waiting }, staff, ids["account member"]?.[2] ?? "");
	await atWork(staff, ids, suspended);
	for (const person of [closed, gone]) await people.close(person);
	const visitor = newVisitor(world);
	const grown = newVisitor(world);
	for (const brand of ["twero", "geilesexsite", "harbour"]) {
		await grown.post(grown.address(brand, "/age"));
		await grown.post(grown.address(brand, "/language"), { locale: "en", path: "/privacy" });
	}
	const ours = { waiting, plain, full, english, suspended, closed, gone, sailor };
	const roles: Record<string, Visitor> = { visitor, grown };
	for (const [name, person] of Object.entries(ours)) roles[name] = person.visitor;
	for (const role of [...STAFF_ROLES, "theirs"] as const) roles[role] = staff[role].visitor;
	return { roles, ids, links, begun: await beginSignIns(roles) };
}

const HARBOUR = { brand: "harbour", host: "account-lage-kade" };

type Staff = Record<StaffRole | "locked" | "theirs", StaffMember>;

async function staffOf({ world }: FixedWorld): Promise<Staff> {
	return {
		support: await newStaff(world, "support"),
		moderator: await newStaff(world, "moderator"),
		privacy_officer: await newStaff(world, "privacy_officer"),
		brand_author: await newStaff(world, "brand_author"),
		operator: await newStaff(world, "operator"),
		locked: await newStaff(world, "support"),
		theirs: await newStaff(world, "operator", HARBOUR.host, realmIdSchema.parse("lage-kade")),
	};
}

async function idsOf(
	{ database }: FixedWorld,
	{ full, english, suspended, sailor }: Record<"full" | "english" | "suspended" | "sailor", people.Person>,
): Promise<Seeded["ids"]> {
	const [members, photos, passkeys, sessions] = await database.read(
		build.selectFrom("member").select("id").orderBy("created_at").orderBy("id"),
		build.selectFrom("photo").select(["id", "brand_id"]).orderBy("added_at").orderBy("id"),
		build.selectFrom("passkey").select("id").orderBy("created_at").orderBy("id"),
		build.selectFrom("session").select("id").orderBy("created_at").orderBy("id"),
	);
	const numbered = (rows: readonly { id: string }[]) =>
		Object.fromEntries(rows.map(({ id }, index) => [String(index + 1), id]));
	const place = async (person: people.Person, brand = person.brand) =>
		(await placeOn(person.visitor, brand)).split("/").at(-1) ?? "";
	return {
		"brand member": {
			full: await place(full),
			"full elsewhere": await place(full, "geilesexsite"),
			english: await place(english),
			suspended: await place(suspended),
			sailor: await place(sailor),
		},
		"account member": numbered(members),
		photo: numbered(photos),
		passkey: numbered(passkeys),
		session: numbered(sessions.slice(0, 1)),
	};
}

async function linksOf(
	fixed: FixedWorld,
	{ full, english, plain, waiting }: Record<"full" | "english" | "plain" | "waiting", people.Person>,
	{ operator, locked }: Staff,
	/** Id of a member of Twero. */
	member: string,
): Promise<Seeded["links"]> {
	const { visitor } = operator;
	const at = (path: string) => visitor.address("account", path);
	await visitor.post(at(`/console/staff/${locked.id}/second-step`));
	await visitor.post(at("/console/staff/invitations"), { email: "tweede@werk.test", role: "moderator" });
	const codeIn = (href: string, name = "code") => new URL(href).searchParams.get(name) ?? "";
	const [asked, inEnglish] = [await people.askForLinks(fixed, full), await people.askForLinks(fixed, english)];
	// As it stands in the mails of a digest, of which nobody here is sent one.
	const kind = {
		realm: realmIdSchema.parse("jupiter-media"),
		brand: brandIdSchema.parse("twero"),
		class: "service",
	} as const;
	const tokenRoot = new Uint8Array(Buffer.from(fixed.world.secrets.TOKEN_ROOT, "base64"));
	return {
		confirm: codeIn((await people.linkTo(fixed, waiting.email, "/confirm")).href),
		reset: codeIn(asked.reset),
		email: codeIn(asked.email),
		"email in English": codeIn(inEnglish.email),
		browser: codeIn(await people.isGuessedAt(fixed, plain), "token"),
		second: codeIn((await people.linkTo(fixed, locked.email, "/console/second-step")).href),
		enrol: codeIn((await people.linkTo(fixed, "tweede@werk.test", "/console/enrol")).href),
		invited: (await invitationFor(fixed.world, "support", "leest@werk.test")).code,
		unsubscribe: await signUnsubscription(tokenRoot, { ...kind, member }, fixed.source.now),
	};
}

/** What staff do: searches, opened accounts, decisions on photos, a suspension. */
async function atWork(staff: Staff, ids: Seeded["ids"], suspended: people.Person) {
	const { moderator, support, privacy_officer: officer, operator } = staff;
	const members = ids["account member"] ?? {};
	const photos = ids.photo ?? {};
	const at = (path: string) => moderator.visitor.address("account", path);
	const found = await find(support, "roosmarijn");
	await support.visitor.follow(found);
	await find(support, "niemand");
	for (const by of [support, officer, moderator]) await openCard(by, members["2"] ?? "");
	const { visitor } = officer;
	await visitor.post(visitor.address("account", `/console/members/${members["2"]}/reveal`), {
		email: "yes",
		reason: REASON,
	});
	for (const [number, to] of [
		["1", "approve"],
		["2", "reject"],
		["4", "approve"],
		["5", "reject"],
	] as const) {
		const page = await moderator.visitor.follow(
			await moderator.visitor.post(at(`/console/photos/${photos[number]}/look`)),
		);
		const seen = hidden(page, "seen");
		const why = to === "reject" ? { reason: "other", note: "Te donker" } : {};
		await moderator.visitor.post(at(`/console/photos/${photos[number]}/${to}`), { seen });
		if (to === "reject") await moderator.visitor.post(at(`/console/photos/${photos[number]}/${to}`), { seen, ...why });
	}
	const there = await find(moderator, suspended.name);
	const card = new URL(there.headers.location ?? "", at("/")).pathname;
	await moderator.visitor.follow(await moderator.visitor.post(at(`${card}/suspend`), suspending("account", REASON)));
	await openCard(operator, card.split("/").at(-1) ?? "");
}

/** Each role begins to sign in on Twero. */
async function beginSignIns(roles: Seeded["roles"]): Promise<Seeded["begun"]> {
	const begun: Seeded["begun"] = {};
	for (const [name, visitor] of Object.entries(roles)) {
		// A browser with a session on the brand has nothing to begin.
		const jar = visitor.cookies.get(new URL(visitor.address("twero", "/")).host);
		const session = jar?.get("__Host-session");
		jar?.delete("__Host-session");
		const reply = await visitor.get(visitor.address("twero", "/login"));
		if (session !== undefined) jar?.set("__Host-session", session);
		const form = new URL(reply.headers.location ?? "");
		begun[name] = form.search;
	}
	return begun;
}
