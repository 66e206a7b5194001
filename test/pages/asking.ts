import type { Reply } from "../support/ask.ts";
import { FORM } from "../support/world.ts";
import type { Route } from "./addresses.ts";
import type { Seeded } from "./seed.ts";
import type { FixedWorld } from "./world.ts";

/** Where is asked, and by whom: hosts, languages and roles. */

const LOCALES = ["nl", "en"] as const;
type Locale = (typeof LOCALES)[number];

/** A host with the query that goes along with each of its addresses, and its language without a prefix. */
export type Place = {
	name: string;
	host: string;
	site: Route["site"];
	query?: string;
	standard: Locale;
	roles: readonly string[];
};

const OURS = ["visitor", "waiting", "plain", "full", "english", "suspended", "closed"];
const THEIRS = ["visitor", "sailor"];
/** Whose browsers have answers of a brand in cookies of its own. */
const GROWN = ["grown", "gone"];
const brand = (name: string, standard: Locale, roles: readonly string[]): Place => ({
	...{ name, host: name, site: "brand", standard, roles },
});
const account = (name: string, host: string, standard: Locale, roles: readonly string[]): Place => ({
	...{ name: `account of ${name}`, host, site: "account", query: `brand=${name}`, standard, roles },
});

export const PLACES: readonly Place[] = [
	brand("twero", "nl", [...OURS, ...GROWN]),
	brand("geilesexsite", "nl", [...OURS, ...GROWN]),
	brand("harbour", "en", [...THEIRS, ...GROWN, "full"]),
	brand("paused", "en", ["visitor"]),
	brand("closed", "en", ["visitor"]),
	{ name: "account", host: "account", site: "account", standard: "nl", roles: OURS },
	account("twero", "account", "nl", OURS),
	account("geilesexsite", "account", "nl", OURS),
	account("harbour", "account-lage-kade", "en", THEIRS),
];

export const localesOf = ({ standard }: Place) =>
	LOCALES.map((locale) => ({ locale, prefix: locale === standard ? "" : `/${locale}` }));

/** `fields`: of a form. */
export type Asked = {
	place: Pick<Place, "host" | "query">;
	role: string;
	path: string;
	fields?: Record<string, string>;
	headers?: Record<string, string>;
};

/** As a browser of that role asks, which keeps nothing of the answer. */
export function askAs(fixed: FixedWorld, { roles }: Seeded, name: string, asked: Asked): Promise<Reply> {
	const { place, role, path, fields } = asked;
	const host = `${place.host}.localhost:${fixed.world.worker.url.port}`;
	const cookie = [...(roles[role]?.cookies.get(host) ?? [])].map(([key, value]) => `${key}=${value}`).join("; ");
	const query = place.query === undefined ? "" : `${path.includes("?") ? "&" : "?"}${place.query}`;
	const from = { "CF-Connecting-IP": "198.51.100.7", ...(cookie === "" ? {} : { Cookie: cookie }) };
	const headers = { ...(fields ? FORM : {}), ...from, ...asked.headers };
	const write = fields && { method: "POST", body: new URLSearchParams(fields).toString() };
	return fixed.ask(name, path + query, { host, headers, ...write });
}
