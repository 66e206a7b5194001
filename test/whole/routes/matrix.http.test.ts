import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileTenants } from "#cli/commands/brand/compile-files.ts";
import { readLiveState } from "#cli/publish/live-state.ts";
import { planPublication } from "#cli/publish/publication.ts";
import { publish } from "#cli/publish/publish.ts";
import type { CompiledBrand } from "#cli/tenants/files.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { brandIdSchema } from "#foundation/ids.ts";
import { FORM, quietIo, type Reply, startWorld, type World } from "../../support/world.ts";
import {
	expectedStatus,
	METHODS,
	type Method,
	PLACES,
	type Place,
	POLICY,
	ROLES,
	type Row,
} from "../tables/matrix-policy.ts";

let world: World;
/** Per place, its host and what exists there and nowhere else. */
let places: Record<Place, { host: string; accounts: string; ids: Record<NonNullable<Row["names"]>, string> }>;

const DAY = 24 * 60 * 60 * 1000;

/** Harbour is the brand that is asked; Twero, of another operator, has versions and images that Harbour lacks. */
beforeAll(async () => {
	world = await startWorld();
	const files = await compileTenants(quietIo(process.cwd()));
	const file = (id: string) => {
		const found = files.find((brand) => brand.id === id);
		if (!found) throw new Error(`there is no ${id}`);
		return found;
	};
	const withPhone = (brand: CompiledBrand, phone: string): CompiledBrand => ({
		...brand,
		legal: { ...brand.legal, operator: { ...brand.legal.operator, phone } },
	});
	const harbour = file("harbour");
	const inState = (state: "paused" | "closed"): CompiledBrand => ({
		...harbour,
		id: brandIdSchema.parse(state),
		look: { ...harbour.look, state, hosts: { primary: `${state}.example`, aliases: [] } },
	});
	await apply([inState("paused"), inState("closed"), withPhone(file("twero"), "+31 20 000 0001")]);
	await apply([withPhone(file("twero"), "+31 20 000 0002")]);
	await world.restartWorker();
	const { brands } = await readLiveState(world.database);
	places = {
		live: addressesOf(brands.get("harbour")),
		other: addressesOf(brands.get("twero")),
		paused: addressesOf(brands.get("paused")),
		closed: addressesOf(brands.get("closed")),
		alias: { ...addressesOf(brands.get("harbour")), host: "www.harbour.example" },
		unknown: { ...addressesOf(brands.get("harbour")), host: "nobody.example", accounts: "account.nobody.example" },
	};
});
afterAll(() => world.stop());

async function apply(compiled: CompiledBrand[]): Promise<void> {
	const live = await readLiveState(world.database);
	const now = new Date(Date.now() - 40 * DAY);
	await publish(world.database, await planPublication(compiled, live, now), live, { now, note: "matrix" });
}

function addressesOf(brand: PublishedBrand | undefined): (typeof places)[Place] {
	const asset = brand?.look.theme.logo ?? brand?.look.icons[0];
	if (!brand || !asset) throw new Error("no such brand");
	return {
		host: brand.look.hosts.primary,
		accounts: brand.legal.at(-1)?.settings.operator.accountHost ?? "",
		ids: {
			brand: brand.id,
			// Nobody is signed in: whatever these name, they prove nothing.
			token: "x",
			session: "x",
			thing: "x",
			statement: String(brand.statements.at(-1)?.number),
			terms: String(brand.terms.at(-1)?.number),
			asset: `${asset.sha256}.${asset.type === "image/png" ? "png" : "svg"}`,
		},
	};
}

const MISSING = {
	brand: "nobody",
	token: "y",
	session: "y",
	thing: "y",
	statement: "999",
	terms: "999",
	asset: `${"0".repeat(64)}.png`,
};

/** The address of a cell: the pattern with an id of this place, of the other brand, or of nobody. */
function pathOf({ site, route, names }: Row, place: Place, id: "own" | "foreign" | "missing"): string {
	const pattern = route.slice(route.indexOf(" ") + 1);
	if (names === undefined) return pattern;
	// What exists on one of the two brands only; to each, the other's is foreign.
	const owner = id === "own" ? place : place === "other" ? "live" : "other";
	const path = pattern
		.replace(/:\w+/, id === "missing" ? MISSING[names] : places[owner].ids[names])
		// What a thing has of its own.
		.replace(/:(photo|token|file)/, "x")
		.replace(/:size/, "320");
	return site === "account" && names === "asset" ? `${path}?brand=${places[place].ids.brand}` : path;
}

function ask(row: Row, method: Method, place: Place, id: "own" | "foreign" | "missing"): Promise<Reply> {
	const writes = method !== "GET" && method !== "HEAD" && method !== "OPTIONS";
	return world.get(pathOf(row, place, id), {
		host: row.site === "account" ? places[place].accounts : places[place].host,
		method,
		headers: FORM,
		...(writes ? { body: row.body ?? "" } : {}),
	});
}

const READS = POLICY.filter(({ route }) => route.startsWith("GET "));
const WRITES = POLICY.filter(({ route }) => route.startsWith("POST "));

/** With a character set wherever the type has one. */
const CONTENT_TYPE =
	/^(text\/(html|css|plain)|application\/(manifest\+json|xml|json)); charset=utf-8$|^(application\/json|application\/pdf|image\/png|image\/svg\+xml)$/;

/** An account host has no aliases, and the state of a brand does not shut it. */
const ACCOUNT_PLACES: readonly Place[] = ["live", "other", "unknown"];

/** Whether this method of the row's path is another row's, whose pattern may be wider. */
const isAnothers = (row: Row, method: Method): boolean => {
	const kind = method === "HEAD" ? "GET" : method;
	const path = row.route.slice(row.route.indexOf(" ") + 1);
	return POLICY.some(({ site, route }) => {
		const [own, pattern = ""] = route.split(" ");
		const wider = new RegExp(`^${pattern.replace(/:\w+/g, "[^/]+")}$`);
		return site === row.site && own === kind && route !== row.route && wider.test(path);
	});
};

const cells = POLICY.flatMap((row) =>
	ROLES.flatMap((role) => (row.site === "account" ? ACCOUNT_PLACES : PLACES).map((place) => ({ row, role, place }))),
);

describe("every route, method, role, brand and id (T7, T8)", () => {
	it("tells the two brands apart: each has what the other lacks", () => {
		expect(places.other.ids.statement).not.toBe(places.live.ids.statement);
		expect(places.other.ids.terms).not.toBe(places.live.ids.terms);
		expect(places.other.ids.asset).not.toBe(places.live.ids.asset);
	});

	it.each(cells.map(({ row, role, place }) => [`${row.site} ${row.route}`, role, place, row] as const))(
		"%s by a %s on a host that is %s answers as the policy says (P23)",
		async (_route, role, place, row) => {
			for (const method of METHODS.filter((one) => !isAnothers(row, one))) {
				const own = await ask(row, method, place, "own");
				expect(own.status, method).toBe(expectedStatus(row, { method, role, place, id: "own" }));
				if (row.names === undefined) continue;
				const missing = await ask(row, method, place, "missing");
				expect(missing.status, `${method} missing`).toBe(expectedStatus(row, { method, role, place, id: "missing" }));
				// Numbers count from one on every brand: only an id that this brand lacks is foreign to it.
				if (place === "other" && row.names !== "asset" && row.names !== "brand") continue;
				const foreign = await ask(row, method, place, "foreign");
				expect(foreign.status, `${method} foreign`).toBe(expectedStatus(row, { method, role, place, id: "foreign" }));
				const told = ({ text, headers: { etag, location } }: Reply) => ({ text, etag, location });
				const elsewhere = /^\w+:/.test(missing.headers.location ?? "");
				// An alias sends on to the address that it was asked for, which differs.
				expect({ ...told(foreign), ...(elsewhere ? { location: missing.headers.location } : {}) }).toEqual(
					told(missing),
				);
			}
		},
	);

	it("answers no method that no route has, and repeats nothing of it", async () => {
		for (const method of ["TRACE", "PROPFIND", "CANARY"]) {
			const head = `${method} / HTTP/1.1\r\nHost: twero.com\r\nX-Canary: 1\r\nConnection: close\r\n\r\n`;
			const answer = await world.raw(head);
			expect(answer, method).toMatch(/^HTTP\/1\.1 (400|404|405|501)/);
			expect(answer).not.toMatch(/canary/i);
		}
	});

	it.each(READS.filter(({ answers }) => answers.visitor === 200))(
		"$site $route says what it answers with",
		async (row) => {
			const reply = await ask(row, "GET", "live", "own");
			expect(reply.status).toBe(200);
			expect(reply.headers["content-type"]).toMatch(CONTENT_TYPE);
			expect(reply.headers["x-content-type-options"]).toBe("nosniff");
		},
	);

	it.each(WRITES)("$site $route sets cookies for this host alone", async (row) => {
		const reply = await ask(row, "POST", "live", "own");
		const cookies = reply.headers["set-cookie"];
		expect(cookies !== undefined).toBe(
			/POST \/age$|language|join|log|sign-out/.test(row.route) && row.answers.visitor === 303,
		);
		// A sign-in that is under way is remembered until the browser closes, as the statement says; all else has an age.
		if (cookies !== undefined)
			expect(cookies).toMatch(
				/^(__Host-login=[\w.-]+|__Host-[a-z]+=[\w.-]*; Max-Age=\d+); Path=\/; HttpOnly; Secure; SameSite=Lax$/,
			);
	});

	it.each(WRITES)("$site $route is refused from another site", async (row) => {
		for (const site of ["cross-site", "same-site", "none"]) {
			const reply = await world.get(pathOf(row, "live", "own"), {
				host: row.site === "account" ? places.live.accounts : places.live.host,
				method: "POST",
				headers: { ...FORM, "Sec-Fetch-Site": site },
				body: row.body ?? "",
			});
			expect(reply.status, site).toBe(row.fromAnywhere ? row.answers.visitor : 403);
			expect(reply.headers["set-cookie"]).toBeUndefined();
		}
	});
});
