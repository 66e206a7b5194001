import { randomBytes } from "node:crypto";
import PostalMime from "postal-mime";
import { expect, vi } from "vitest";
import type { Reply } from "./ask.ts";
import type { MailServer } from "./smtp.ts";
import { FORM, type World } from "./world.ts";

/** A browser of one person over HTTP: a cookie jar per host, and the address it stands at. */
export type Visitor = {
	/** Of the page that it was given last. Everybody has a place on the internet of their own. */
	at: URL;
	cookies: Map<string, Map<string, string>>;
	/** `address` counts from where the visitor stands; redirects are not followed. */
	get(address: string, headers?: Record<string, string>): Promise<Reply>;
	post(address: string, fields?: Record<string, string> | FormData, headers?: Record<string, string>): Promise<Reply>;
	/** Where an answer leads, as far as it leads. */
	follow(reply: Reply): Promise<Reply>;
	/** `account` or a brand's id, with a path. */
	address(name: string, path: string): string;
};

/** As much of a world as a visitor needs. */
export type Host = Pick<World, "get"> & { worker: { url: URL } };
/** As much of a mail server as a reader of mail needs. */
export type Mailbox = Pick<MailServer, "taken">;

export function newVisitor({ worker, get }: Host): Visitor {
	const address = (name: string, path: string) => `http://${name}.localhost:${worker.url.port}${path}`;
	async function ask(method: string, to: string, headers: Record<string, string>, body?: Uint8Array): Promise<Reply> {
		visitor.at = new URL(to, visitor.at);
		const { host, pathname, search } = visitor.at;
		const jar = visitor.cookies.get(host) ?? new Map<string, string>();
		visitor.cookies.set(host, jar);
		const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
		const sent = { ...(cookie ? { Cookie: cookie } : {}), ...headers };
		const reply = await get(pathname + search, {
			host,
			method,
			headers: sent,
			...(body === undefined ? {} : { body }),
		});
		for (const line of (reply.headers["set-cookie"] ?? "").split(/, (?=[^;=\s]+=)/).filter(Boolean)) {
			const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
			if (/max-age=0\b/i.test(line)) jar.delete(name);
			else jar.set(name, value);
		}
		return reply;
	}
	const place = { "CF-Connecting-IP": [198, 18 + ((randomBytes(1)[0] ?? 0) % 2), ...randomBytes(2)].join(".") };
	const visitor: Visitor = {
		at: new URL(address("account", "/")),
		cookies: new Map(),
		address,
		get: (to, headers = {}) => ask("GET", to, { ...place, ...headers }),
		async post(to, fields = {}, headers = {}) {
			// Multipart where it is FormData, with its boundary.
			const form = new Response(fields instanceof FormData ? fields : new URLSearchParams(fields));
			const type = { "Content-Type": form.headers.get("Content-Type") ?? "" };
			return ask("POST", to, { ...FORM, ...type, ...place, ...headers }, await form.bytes());
		},
		async follow(reply) {
			const to = reply.headers.location;
			return to === undefined ? reply : visitor.follow(await visitor.get(to));
		},
	};
	return visitor;
}

/** The newest mail to an address, once so many have come, as text and with its links' addresses. */
export async function letterTo(mail: Mailbox, address: string, count = 1) {
	const own = () => mail.taken.filter(({ to }) => to.includes(address));
	await vi.waitFor(() => expect(own().length).toBeGreaterThanOrEqual(count), { timeout: 15_000, interval: 50 });
	const { subject = "", text = "" } = await PostalMime.parse(own().at(-1)?.raw ?? "");
	return { subject, text, links: text.match(/http:\/\/[^\s>)]+/g) ?? [] };
}

export type Member = { visitor: Visitor; name: string; email: string; password: string };

/** Somebody who joined a brand and confirmed: signed in on the account host. The world's SMTP_URL is this server's. */
export async function newMember(
	world: Host,
	mail: Mailbox,
	brand = "twero",
	visitor = newVisitor(world),
): Promise<Member> {
	const name = `lid${randomBytes(8).toString("hex")}`;
	const member: Member = { visitor, name, email: `${name}@voorbeeld.test`, password: `vier paarden ${name}` };
	const begun = await visitor.get(visitor.address(brand, "/join"));
	await visitor.follow(begun);
	const fields = { user_name: name, email: member.email, password: member.password, gender: "other" };
	// Again where the isolate is busy with passwords of guesses that a test made just before (503).
	await vi.waitFor(
		async () => {
			const agreed = { adult: "yes", terms: "yes", membership: "yes" };
			expect((await visitor.post(visitor.at.href, { ...fields, ...agreed })).status).not.toBe(503);
		},
		{ timeout: 15_000, interval: 500 },
	);
	const { links } = await letterTo(mail, member.email);
	const link = new URL(links.find((one) => one.includes("/confirm")) ?? "");
	const confirmed = await visitor.post(link.href, { code: link.searchParams.get("code") ?? "" });
	expect(confirmed.status).toBe(303);
	return member;
}

/** Signs in on the account host by password; gives the answer to the form, unfollowed. */
export function signIn({ name, password }: Member, visitor: Visitor): Promise<Reply> {
	return visitor.post(visitor.address("account", "/sign-in"), { identifier: name, password });
}

/**
 * Begins to sign in on a brand, as a browser without a session there, and leaves the visitor on the account host: at
 * the question whether to go on, where they are signed in.
 */
export async function beginSignIn(visitor: Visitor, brand: string): Promise<Reply> {
	visitor.cookies.get(new URL(visitor.address(brand, "/")).host)?.delete("__Host-session");
	return visitor.follow(await visitor.get(visitor.address(brand, "/login")));
}

/** From the account host, where the visitor is signed in, to a session on a brand, with what it asks the first time. */
export async function enterBrand(visitor: Visitor, brand: string): Promise<Reply> {
	await beginSignIn(visitor, brand);
	return visitor.follow(await visitor.post(visitor.at.href, { terms: "yes", membership: "yes" }));
}

/** Where others find a member on a brand: the link of the member's own page. */
export async function placeOn(visitor: Visitor, brand: string): Promise<string> {
	const me = await visitor.get(visitor.address(brand, "/me"));
	return /href="(\/members\/[^"]+)"/.exec(me.text)?.[1] ?? expect.fail(me.text);
}
