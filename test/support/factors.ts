import { expect } from "vitest";
import { z } from "zod";
import { codeAt } from "#features/accounts/credentials/authenticator/totp.ts";
import type { Member, Visitor } from "./member.ts";
import { newPasskey, type Wrong } from "./passkey.ts";
import { hidden } from "./staff.ts";

/** What a member of a test signs in with beside the password, set up over HTTP. */

/** A path on the account host where this browser is signed in: each realm has one. */
export function at({ cookies }: Visitor, path: string): string {
	const host = [...cookies].find(([, jar]) => jar.has("__Host-account"))?.[0] ?? expect.fail("not signed in");
	return `http://${host}${path}`;
}

/** Of the member whom this browser is signed in as, on the account host or on a brand: its token says so. */
export function idOf({ visitor }: Pick<Member, "visitor">, brand?: string): string {
	const name = brand === undefined ? "__Host-account" : "__Host-session";
	const address = brand === undefined ? at(visitor, "/") : visitor.address(brand, "/");
	const token = visitor.cookies.get(new URL(address).host)?.get(name) ?? expect.fail("no session");
	return String(JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()).sub);
}

/** Turns the app on: signing in then takes a second step. */
export async function arm({ visitor }: Member): Promise<string> {
	const page = await visitor.get(at(visitor, "/security/authenticator"));
	const secret = /class="secret">([A-Z2-7 ]+)</.exec(page.text)?.[1]?.replaceAll(" ", "") ?? "";
	const on = await visitor.post(visitor.at.href, { token: hidden(page, "token"), code: codeAt(secret, Date.now()) });
	expect(on.status).toBe(200);
	return secret;
}

/** What a page gives to the script that asks for a passkey. */
export const begunSchema = z.object({
	token: z.string(),
	options: z.object({
		challenge: z.string(),
		user: z.object({ id: z.string() }).optional(),
		excludeCredentials: z.array(z.object({ id: z.string() })).optional(),
		userVerification: z.string().optional(),
		authenticatorSelection: z.object({ residentKey: z.string(), userVerification: z.string() }).optional(),
	}),
});

/** What the page of a member's passkeys gives to its script. */
export async function beginAdding({ visitor }: Member) {
	const { text } = await visitor.get(at(visitor, "/security/passkeys"));
	const begin = /data-begin="([^"]*)"/.exec(text)?.[1]?.replaceAll("&quot;", '"') ?? "";
	return { text, ...begunSchema.parse(JSON.parse(begin)) };
}

export async function add(member: Member, wrong?: Wrong) {
	const { token, options } = await beginAdding(member);
	const id = Buffer.from(options.user?.id ?? "", "base64url").toString();
	const passkey = newPasskey({ origin: new URL(at(member.visitor, "/")).origin, member: id });
	const fields = { token, response: passkey.creation(options.challenge, wrong), name: "Telefoon" };
	const { visitor } = member;
	const reply = await visitor.post(at(visitor, "/security/passkeys"), fields);
	return { passkey, fields, reply, id };
}
