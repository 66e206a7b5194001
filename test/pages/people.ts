import PostalMime from "postal-mime";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import type { Reply } from "../support/ask.ts";
import { begunSchema } from "../support/factors.ts";
import { newVisitor, type Visitor } from "../support/member.ts";
import { newPasskey } from "../support/passkey.ts";
import { plainPhoto, uploadPhoto } from "../support/photos.ts";
import { hidden } from "../support/staff.ts";
import type { FixedWorld } from "./world.ts";

/** Members, and all that one of them does in a life here, over HTTP and in a language. */

export type Locale = "nl" | "en";
export type Person = {
	visitor: Visitor;
	name: string;
	email: string;
	password: string;
	brand: string;
	/** A path on the account host, in this person's language, coming from the brand. */
	to(path: string): string;
	/** A path on a brand's host. */
	on(brand: string, path: string): string;
};

export type Home = { brand: string; host?: string; locale?: Locale; standard?: Locale };

export function newPerson({ world }: FixedWorld, name: string, home: Home): Person {
	const { brand, host = "account", locale = "nl", standard = "nl" } = home;
	const visitor = newVisitor(world);
	const prefix = locale === standard ? "" : `/${locale}`;
	return {
		visitor,
		name,
		email: `${name}@voorbeeld.test`,
		password: `vier paarden van ${name}`,
		brand,
		to: (path) => `${visitor.address(host, prefix + path)}${path.includes("?") ? "&" : "?"}brand=${brand}`,
		on: (other, path) => visitor.address(other, prefix + path),
	};
}

/** The newest mail to an address, and the addresses in it. */
export async function letterTo({ mail }: FixedWorld, address: string) {
	const raw = mail.taken.findLast(({ to }) => to.includes(address))?.raw;
	if (raw === undefined) throw new Error(`no mail to ${address}`);
	const { subject = "", text = "" } = await PostalMime.parse(raw);
	return { subject, links: text.match(/http:\/\/[^\s>)]+/g) ?? [], raw };
}

export async function linkTo(fixed: FixedWorld, address: string, path: string): Promise<URL> {
	const { subject, links } = await letterTo(fixed, address);
	const link = links.find((one) => one.includes(path));
	if (link === undefined) throw new Error(`no ${path} in "${subject}" to ${address}`);
	return new URL(link);
}

/** The form of joining, sent. */
export async function join({ visitor, ...person }: Person): Promise<Reply> {
	await visitor.get(person.on(person.brand, "/"));
	await visitor.post(person.on(person.brand, "/age"));
	const form = await visitor.follow(await visitor.get(person.on(person.brand, "/join")));
	await visitor.post(visitor.at.href, { user_name: person.name });
	// Only where being a member says something of a person's life.
	const asked = form.text.includes('name="membership"') ? { membership: "yes" } : {};
	const fields = { user_name: person.name, email: person.email, password: person.password, gender: "other" };
	return visitor.post(visitor.at.href, { ...fields, ...asked, adult: "yes", terms: "yes" });
}

export async function confirm(fixed: FixedWorld, { visitor, email, ...person }: Person): Promise<void> {
	const link = await linkTo(fixed, email, "/confirm");
	await visitor.get(link.href);
	const reply = await visitor.post(link.href, { code: link.searchParams.get("code") ?? "" });
	if (reply.status !== 303) throw new Error(`${person.name} was not confirmed: ${reply.status}`);
	await visitor.follow(reply);
}

/** To a session on a brand, with what it asks the first time. */
export async function enter({ visitor, on }: Person, brand: string): Promise<void> {
	const there = await visitor.follow(await visitor.get(on(brand, "/login")));
	// Activating led here already.
	if (there.status === 200 && visitor.at.pathname.endsWith("/me")) return;
	await visitor.post(visitor.at.href);
	const reply = await visitor.post(visitor.at.href, { terms: "yes", membership: "yes" });
	const last = await visitor.follow(reply);
	if (last.status !== 200) throw new Error(`nobody entered ${brand}: ${last.status}`);
}

export async function newMember(fixed: FixedWorld, name: string, home: Home): Promise<Person> {
	const person = newPerson(fixed, name, home);
	await join(person);
	await confirm(fixed, person);
	await enter(person, person.brand);
	return person;
}

/** Sends a form, and looks at where it leads. */
const does = async ({ visitor, to }: Person, path: string, fields: Record<string, string> = {}) =>
	visitor.follow(await visitor.post(to(path), fields));

/** Details, a profile and three photos on the brand. */
export async function fillProfile({ world }: FixedWorld, person: Person): Promise<void> {
	const { visitor, brand, to } = person;
	await does(person, "/profile", { gender: "dragon", phone: "12" });
	const details = { gender: "woman", phone: "06 1234 5678", birth_date: "1990-05-17", town: "Bergen op Zoom" };
	await does(person, "/profile", details);
	await does(person, "/profile", { clear: "phone" });
	await does(person, `/profile/${brand}/visibility`, { town: "yes", birth_date: "yes" });
	const texts = { display_name: "Schipper", about_me: "Eerste regel\r\nTweede regel", hobbies: "Schaatsen" };
	await does(person, `/profile/${brand}`, texts);
	await does(person, `/profile/${brand}`, { ...texts, consent: "yes" });
	await does(person, `/profile/${brand}/orientation`, { orientation: "bisexual" });
	await does(person, `/profile/${brand}/orientation`, { orientation: "bisexual", orientation_consent: "yes" });
	await uploadPhoto(world, visitor, brand, Buffer.from("no photo"), { photo_consent: "yes" });
	for (const type of ["jpg", "png", "webp"] as const)
		await uploadPhoto(world, visitor, brand, plainPhoto(type), { photo_consent: "yes", description: `Een ${type}` });
	await visitor.get(to(`/profile/${brand}`));
}

/** A passkey, an app with recovery codes, and a sign-in by both steps in another browser. */
export async function armAccount(fixed: FixedWorld, person: Person): Promise<void> {
	const { visitor, to } = person;
	const page = await visitor.get(to("/security/passkeys"));
	const begin = /data-begin="([^"]*)"/.exec(page.text)?.[1]?.replaceAll("&quot;", '"') ?? "";
	const { token, options } = begunSchema.parse(JSON.parse(begin));
	const member = Buffer.from(options.user?.id ?? "", "base64url").toString();
	const passkey = newPasskey({ origin: new URL(to("/")).origin, member });
	const response = passkey.creation(options.challenge);
	await does(person, "/security/passkeys", { token, response: "{}", name: "Telefoon" });
	await does(person, "/security/passkeys", { token, response, name: "Telefoon" });
	const setUp = await visitor.get(to("/security/authenticator"));
	const secret = /class="secret">([A-Z2-7 ]+)</.exec(setUp.text)?.[1]?.replaceAll(" ", "") ?? "";
	const shown = { token: hidden(setUp, "token") };
	await does(person, "/security/authenticator", { ...shown, code: "000000" });
	const code = codeAt(secret, fixed.source.now);
	const on = await does(person, "/security/authenticator", { ...shown, code });
	const [recovery = ""] = [...on.text.matchAll(/class="secret">([0-9A-Z-]+)</g)].map(([, one = ""]) => one);
	const other = { ...person, visitor: newVisitor(fixed.world) };
	const first = await signIn(other);
	await does(other, "/sign-in/second", { token: hidden(first, "token"), code: "000000" });
	await does(other, "/sign-in/second", { token: hidden(first, "token"), recovery_code: recovery });
	await does(person, "/security/recovery-codes");
	await does(person, "/security/authenticator/remove");
	await does(person, "/notifications", { [`wanted.${person.brand}.notification`]: "yes", "limit.notification": "1" });
}

export const signIn = (person: Person, password = person.password) =>
	does(person, "/sign-in", { identifier: person.name, password });

/** A new password, sign-ins from elsewhere, all sessions ended: what a member hears of by mail. */
export async function moveHouse(fixed: FixedWorld, person: Person): Promise<void> {
	const elsewhere = { ...person, visitor: newVisitor(fixed.world) };
	await signIn(elsewhere, "iets heel anders");
	await signIn(elsewhere);
	await does(person, "/security/password", { current_password: "iets anders", new_password: "kort" });
	const next = `negen groene fietsen ${person.name}`;
	await does(person, "/security/password", { current_password: person.password, new_password: next });
	person.password = next;
	await signIn(elsewhere);
	await does(person, "/security/sessions/end");
	await signIn(person);
	await enter(person, person.brand);
}

/** Links that wait in mailboxes: for a new password, and for another address. */
export async function askForLinks(fixed: FixedWorld, person: Person): Promise<Record<"reset" | "email", string>> {
	await does(person, "/reset", { identifier: person.email });
	const reset = await linkTo(fixed, person.email, "/reset/new");
	const address = `nieuw-${person.email}`;
	await does(person, "/security/email", { email: address, current_password: person.password });
	const email = await linkTo(fixed, address, "/email?");
	return { reset: reset.href, email: email.href };
}

/** Twenty wrong passwords in a row from elsewhere: the link that lets the owner in goes by mail. */
export async function isGuessedAt(fixed: FixedWorld, person: Person): Promise<string> {
	for (let number = 0; number < 23; number++) {
		const stranger = { ...person, visitor: newVisitor(fixed.world) };
		await signIn(stranger, `gok ${number} gok`);
	}
	return (await linkTo(fixed, person.email, "/sign-in/browser")).href;
}

export async function close(person: Person): Promise<void> {
	await does(person, "/close", { current_password: person.password });
	await signIn(person);
}
