import type { Context as HonoContext, MiddlewareHandler, Next } from "hono";
import type { Locale } from "#locales/locales.ts";
import { LOCALE_PREFIX, requestHostname, splitUrl } from "../brand/host.ts";
import { neutralEdition } from "../brand/neutral.ts";
import { FIRST_REALM } from "../brand/origin.ts";
import { currentEdition, currentRegistry, type RegistryContext } from "../brand/registry.ts";
import type { PublishedBrand } from "../brand/settings.ts";
import type { Realm, Snapshot } from "../brand/snapshot.ts";
import type { JobSchedule, RequestContext, SessionScope } from "../context.ts";
import type { Database } from "../db/database.ts";
import { openDatabase } from "../db/database.ts";
import type { Scope } from "../db/scope.ts";
import { AppError } from "../errors.ts";
import type { Bindings } from "../settings.ts";

/** What the middleware puts before every route; rules below a route take the Context of it (DECISIONS 80). */
export type App = {
	Bindings: Bindings;
	Variables: RequestContext & {
		/** What the registry needs; its clock runs on, where the context's stands still. */
		sources: RegistryContext;
		/** The path without its locale prefix. */
		path: string;
		/** Epoch milliseconds at which the request came. */
		startedAt: number;
		/** The body is larger than its form takes, and is not read: the form says so itself. */
		tooLarge: boolean;
		/** Databases that this request opened. */
		databases: Database[];
		/** Of the session that the cookie of this host names, if the route admits it: by its signature, without a trip. */
		sessionScope: () => Promise<SessionScope | undefined>;
		/** Of the table of jobs, for what tells of their health. */
		jobs: readonly JobSchedule[];
	};
};

export type AppContext = HonoContext<App>;

const DATABASE_LIMIT_MS = 2_200;
/** Milliseconds from the request to giving up on the database, whatever else it waited for: a cold isolate reads the registry first. */
export const REQUEST_LIMIT_MS = 2_400;

/** These answer whatever the state of a brand: the law does not pause. */
const ALWAYS_OPEN =
	/^\/(privacy|terms|assets|apple-touch-icon(-precomposed)?\.png|favicon\.ico|\.well-known|healthz|helpdesk|robots\.txt|language|logout|unsubscribe)(\/|$)/i;

/**
 * Which brand is this? The hostname decides and nothing else does (DECISIONS 2): unknown is 421 without a word of
 * the host, an alias is sent to the primary, and the locale prefix is read only once the brand is known.
 */
export const resolveBrand: MiddlewareHandler<App> = async (c, next) => {
	const hostname = requestHostname(c.req.url);
	if (hostname === undefined) throw new AppError("unknown_host", "malformed host");
	const sources = c.var.sources;
	const development = c.var.settings.stage !== "production";
	const isKnown = (one: Snapshot) =>
		brandIdOf(one, hostname, development) !== undefined || accountRealm(one, hostname, development) !== undefined;
	const snapshot = await currentRegistry(isKnown, sources);
	if (snapshot === undefined) throw new AppError("unavailable", "no registry");
	c.set("snapshot", snapshot);
	const accounts = accountRealm(snapshot, hostname, development);
	if (accounts) return resolveAccount(c, accounts, next);
	const found = findBrand(snapshot, hostname, development);
	if (found === undefined) throw new AppError("unknown_host", "unknown host");
	const { brand, alias } = found;
	const { pathname, search } = splitUrl(c.req.url);
	if (alias) {
		if (c.req.method !== "GET" && c.req.method !== "HEAD") throw new AppError("unknown_host", "alias");
		return c.redirect(`https://${brand.look.hosts.primary}${pathname}${search}`, 308);
	}
	c.set("site", "brand");
	c.set("realm", realmOf(snapshot, brand));
	c.set("edition", currentEdition(brand, sources.now()));
	setDatabases(c, { kind: "brand", brand: brand.id, realm: brand.realm });
	const { locale, path, canonical, lacking } = readLocale(pathname, brand);
	c.set("locale", locale);
	c.set("path", path);
	// None of our addresses needs escaping; a second spelling of one would be a second entry in the page cache.
	if (lacking || path.includes("%")) throw new AppError("not_found", "a language that the brand lacks");
	if (canonical !== undefined) return c.redirect(canonical + search, 308);
	if (!ALWAYS_OPEN.test(path)) requireLive(brand);
	await next();
};

/** @throws AppError paused or gone, answered by the brand's own page that says so */
export function requireLive({ look }: PublishedBrand): void {
	if (look.state === "paused") throw new AppError("paused", "brand paused");
	if (look.state === "closed") throw new AppError("gone", "brand closed");
}

/**
 * The account host of a realm wears the colours of the brand that `?brand=` names, if it is of this realm: the one
 * place where anything but the hostname says a brand (DECISIONS 2).
 */
async function resolveAccount(c: AppContext, realm: Realm, next: Next): Promise<Response | undefined> {
	const { snapshot, sources } = c.var;
	const { pathname, search } = splitUrl(c.req.url);
	const wanted = realm.brands.find((id) => id === new URLSearchParams(search).get("brand"));
	const [first] = realm.brands;
	const brand = first === undefined ? undefined : readBrand(snapshot, wanted ?? first);
	if (brand === undefined) throw new AppError("unknown_host", "a realm without brands");
	const edition = currentEdition(brand, sources.now());
	c.set("site", "account");
	c.set("realm", realm);
	c.set("originBrand", wanted === undefined ? undefined : brand);
	c.set("edition", wanted === undefined ? neutralEdition(edition) : edition);
	setDatabases(c, { kind: "realm", realm: realm.id, brands: new Set(realm.brands) });
	const { locale, path, canonical, lacking } = readLocale(pathname, brand);
	c.set("locale", locale);
	c.set("path", path);
	if (lacking || path.includes("%")) throw new AppError("not_found", "a language that the brand lacks");
	if (canonical !== undefined) return c.redirect(canonical + search, 308);
	await next();
	return undefined;
}

/** `account.localhost` is the first realm's, `account-<realm>.localhost` anyone's; neither exists in production. */
function accountRealm(snapshot: Snapshot, hostname: string, development: boolean): Realm | undefined {
	const realm = snapshot.findRealm({ accountHost: hostname });
	if (realm || !development) return realm;
	if (hostname === "account.localhost") return snapshot.findRealm({ id: FIRST_REALM });
	const id = /^account-([a-z0-9-]+)\.localhost$/.exec(hostname)?.[1];
	return id === undefined ? undefined : snapshot.findRealm({ id });
}

/** A registry that older code wrote names no realms; then a brand's is itself. */
function realmOf(snapshot: Snapshot, { id, realm, legal }: PublishedBrand): Realm {
	const accountHost = legal.at(-1)?.settings.operator.accountHost ?? "";
	return snapshot.findRealm({ id: realm }) ?? { id: realm, accountHost, brands: [id], terms: [] };
}

function findBrand(
	snapshot: Snapshot,
	hostname: string,
	development: boolean,
): { brand: PublishedBrand; alias: boolean } | undefined {
	const id = brandIdOf(snapshot, hostname, development);
	const brand = id === undefined ? undefined : readBrand(snapshot, id);
	return brand && { brand, alias: snapshot.findHost(hostname)?.role === "alias" };
}

/** A line that this code cannot read takes its own brand away, for a while, and no other. */
function readBrand(snapshot: Snapshot, id: string): PublishedBrand | undefined {
	try {
		return snapshot.findBrand(id);
	} catch (error) {
		throw new AppError("unavailable", "a brand's settings cannot be read", { cause: error });
	}
}

/** `<brand id>.localhost` names a brand too, everywhere but in production. */
function brandIdOf(snapshot: Snapshot, hostname: string, development: boolean): string | undefined {
	const host = snapshot.findHost(hostname);
	const id = host?.brand ?? (development ? /^([a-z0-9-]+)\.localhost$/.exec(hostname)?.[1] : undefined);
	return id !== undefined && snapshot.hasBrand(id) ? id : undefined;
}

/** The locale prefix of a path, if the brand speaks it. `canonical`: where another spelling belongs. */
export function readLocale(
	pathname: string,
	brand: PublishedBrand,
): { locale: Locale; path: string; canonical?: string; lacking?: true } {
	const { default: fallback, available } = brand.look.locales;
	const prefix = LOCALE_PREFIX.exec(pathname)?.[1];
	if (prefix === undefined) return { locale: fallback, path: pathname };
	// One leading slash only: two would make the next part a host, and to a browser a backslash is a slash.
	const path = `/${pathname.slice(prefix.length + 1).replace(/^[/\\]+/, "")}`;
	if (prefix === fallback) return { locale: fallback, path, canonical: path };
	const locale = available.find((one) => one === prefix);
	if (locale !== undefined && path === "/" && pathname !== `/${prefix}`)
		return { locale, path, canonical: `/${prefix}` };
	return locale ? { locale, path } : { locale: fallback, path, lacking: true };
}

function setDatabases(c: AppContext, scope: Scope): void {
	c.set("published", () => requestDatabase(c, scope));
	c.set("database", () => fitting(requestDatabase(c, scope), c.var.keys));
}

/** Waits for the keys before it writes, and gives nothing that it read unless they fit. */
function fitting(database: Database, keys: () => Promise<unknown>): Database {
	return {
		async read(...queries) {
			const [rows] = await Promise.all([database.read(...queries), keys()]);
			return rows;
		},
		async write(...queries) {
			await keys();
			return database.write(...queries);
		},
		as: (scope) => fitting(database.as(scope), keys),
		for: (use) => fitting(database.for(use), keys),
		trips: database.trips,
	};
}

function requestDatabase(c: AppContext, scope: Scope): Database {
	const known = c.var.databases[0];
	if (known) return known.as(scope);
	const { settings, sources } = c.var;
	const database = openDatabase(
		{
			url: settings.databaseUrl,
			authToken: settings.databaseToken,
			rules: settings.tableRules,
			timeout: DATABASE_LIMIT_MS,
			until: c.var.startedAt + REQUEST_LIMIT_MS,
			clock: sources.now,
		},
		scope,
	);
	c.var.databases.push(database);
	return database;
}
