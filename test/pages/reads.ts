import { STAFF_ROLES } from "#foundation/ledgers/staff-role.ts";
import { type Address, addressesOf, type Route } from "./addresses.ts";
import { type Archive, answerText, fileName } from "./archive.ts";
import { type Asked, askAs, localesOf, PLACES, type Place } from "./asking.ts";
import type { Seeded } from "./seed.ts";
import type { FixedWorld } from "./world.ts";

/** Every GET of the routes table, by each role, on each host, in each language, all at one moment. */

/** Who is asked for pages of the console, by the name of the place. */
const CONSOLE_ROLES: Record<string, readonly string[]> = {
	account: ["visitor", "full", ...STAFF_ROLES, "theirs"],
	"account of twero": ["visitor", "full", ...STAFF_ROLES],
	"account of harbour": ["visitor", "sailor", "operator", "theirs"],
};
/** What no route answers. */
const NOWHERE: Address[] = ["/nowhere", "/profile/twero/nowhere"].map((path) => ({ label: path, path }));

export async function storeReads(archive: Archive, fixed: FixedWorld, routes: readonly Route[], seeded: Seeded) {
	await markSessions(seeded);
	await lookAtPhoto(seeded);
	const assets = new Map<string, { place: Place; path: string }>();
	for (const place of PLACES) {
		const own = routes.filter(
			({ site, method, path }) => site === place.site && method === "GET" && path !== "/assets/:file",
		);
		for (const { locale, prefix } of localesOf(place))
			for (const { route, role, address } of questions(own, place, seeded)) {
				const name = [place.name, locale, role, fileName(address.label)].join("/");
				const path = prefix + (route === "/" && prefix !== "" ? address.path.slice(1) : address.path);
				const reply = await put(archive, fixed, seeded, name, { place, role, path });
				for (const [found] of reply.text.matchAll(/\/assets\/[\w.-]+/g))
					assets.set(`${place.name} ${found}`, { place, path: found });
			}
	}
	await storeAssets(archive, fixed, seeded, assets);
	await storeHosts(archive, fixed);
	await storeCallbacks(archive, fixed, seeded);
}

function questions(routes: readonly Route[], place: Place, seeded: Seeded) {
	const known = routes.map((route) => ({ route: route.path, addresses: addressesOf(route, seeded) }));
	return [...known, { route: "", addresses: NOWHERE }].flatMap(({ route, addresses }) =>
		rolesAt(place, route).flatMap((role) => addresses.map((address) => ({ route, role, address }))),
	);
}

const rolesAt = ({ roles, name }: Place, route: string) =>
	route.startsWith("/console") ? (CONSOLE_ROLES[name] ?? []) : roles;

async function put(archive: Archive, fixed: FixedWorld, seeded: Seeded, name: string, asked: Asked) {
	const reply = await askAs(fixed, seeded, name, asked);
	archive.put(`answers/${name}`, answerText(`GET ${asked.place.host} ${asked.path}`, reply));
	return reply;
}

/** The first page in a while writes that a session is in use: so that none of those that are stored does. */
async function markSessions({ roles }: Seeded): Promise<void> {
	for (const visitor of Object.values(roles))
		for (const [host, path] of [
			["account", "/"],
			["account", "/console"],
			["account-lage-kade", "/"],
			["twero", "/me"],
			["geilesexsite", "/me"],
			["harbour", "/me"],
		] as const)
			await visitor.get(visitor.address(host, path));
}

/** A moderator opens the photo that waits, which stays open for some minutes. */
async function lookAtPhoto({ roles: { moderator }, ids, links }: Seeded): Promise<void> {
	const at = moderator?.address("account", `/console/photos/${ids.photo?.["3"]}/look`) ?? "";
	const looked = await moderator?.post(at);
	links.look = new URL(looked?.headers.location ?? "", at).searchParams.get("look") ?? "";
}

/** What the pages name, and what that names. */
async function storeAssets(
	archive: Archive,
	fixed: FixedWorld,
	seeded: Seeded,
	found: Map<string, { place: Place; path: string }>,
): Promise<void> {
	// A map gives also what is added while it is gone through.
	for (const { place, path } of found.values()) {
		const reply = await put(archive, fixed, seeded, `${place.name}${path}`, { place, role: "visitor", path });
		for (const [next] of reply.text.matchAll(/\/assets\/[\w.-]+/g))
			found.set(`${place.name} ${next}`, { place, path: next });
	}
	for (const place of PLACES)
		for (const path of ["/assets/site-00000000000000000000.css", "/assets/x.png"])
			await put(archive, fixed, seeded, `${place.name}${path}`, { place, role: "visitor", path });
}

/** Hosts of nobody, aliases, and the hosts that the settings name. */
async function storeHosts(archive: Archive, fixed: FixedWorld): Promise<void> {
	for (const host of [
		"nobody.example",
		"www.harbour.example",
		"twero.com",
		"account.jupitermedia.nl",
		"paused.example",
		"x@y",
	])
		for (const path of ["/", "/en", "/privacy", "/nl/privacy?x=1", "/sign-in", "//x", "/%2e"]) {
			const name = `${host}/${path.replaceAll("/", "_")}`;
			const reply = await fixed.ask(name, path, { host });
			archive.put(`answers/hosts/${name}`, answerText(`GET ${host} ${path}`, reply));
		}
}

/** A sign-in that a member began on a brand, to its end: the code of it counts once. */
async function storeCallbacks(archive: Archive, fixed: FixedWorld, seeded: Seeded): Promise<void> {
	for (const [role, search] of Object.entries(seeded.begun)) {
		const account = { host: "account" };
		const name = `sign-in on twero/${role}`;
		await put(archive, fixed, seeded, `${name}/form`, { place: account, role, path: `/authorize${search}` });
		const asked = { place: account, role, path: `/authorize${search}`, fields: {} };
		const agreed = await askAs(fixed, seeded, `${name}/agreed`, asked);
		archive.put(`answers/${name}/agreed`, answerText("POST account /authorize", agreed));
		const back = agreed.headers.location ?? "";
		if (!back.includes("/login/callback")) continue;
		const { pathname, search: code } = new URL(back);
		for (const time of ["first", "second"])
			await put(archive, fixed, seeded, `${name}/${time}`, { place: { host: "twero" }, role, path: pathname + code });
	}
}
