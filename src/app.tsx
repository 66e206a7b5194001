import { Hono, type MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { guarded, parseEnv } from "./env.ts";
import { givesSession, sessionToken } from "./features/accounts/session/session.ts";
import { recordVisit } from "./features/visits/record.ts";
import { DatabaseBehind } from "./foundation/acts/behind.ts";
import { keySources } from "./foundation/acts/key-sources.ts";
import { routePath, splitUrl } from "./foundation/brand/host.ts";
import { type KeyRing, keyRing } from "./foundation/crypto/keys.ts";
import { computed } from "./foundation/crypto/password.ts";
import { retryOnConflict } from "./foundation/db/conflict.ts";
import { openDatabase, type Trips } from "./foundation/db/database.ts";
import type { TableRules } from "./foundation/db/table-rules.ts";
import { AppError } from "./foundation/errors.ts";
import { answerError } from "./foundation/http/answer-error.tsx";
import { limitBody } from "./foundation/http/body-limit.ts";
import { browserOf } from "./foundation/http/browser.ts";
import { canonicalPath } from "./foundation/http/canonical-path.ts";
import { refuseCrossSite } from "./foundation/http/cross-site.ts";
import { NO_STORE, securityHeaders, serverTiming, stageHeaders } from "./foundation/http/headers.ts";
import { setMoment } from "./foundation/http/moment.ts";
import { type App, type AppContext, REQUEST_LIMIT_MS, resolveBrand } from "./foundation/http/resolve-site.ts";
import { shownPage } from "./foundation/http/respond-cached.ts";
import { keepVariables } from "./foundation/http/variables.ts";
import { DIGEST } from "./foundation/mail/letters.ts";
import { sendDueMail } from "./foundation/mail/send.ts";
import { ADAPTER_IDS } from "./foundation/recipients/outbound/adapters.ts";
import { tellOfVisit } from "./foundation/recipients/outbound/visit.ts";
import type { Register } from "./foundation/register/declaration.ts";
import { asIfAllRan, type Running } from "./foundation/register/running.ts";
import type { Settings } from "./foundation/settings.ts";
import { openSystem, type Platform } from "./foundation/system.ts";
import { JOBS } from "./jobs.ts";
import { LETTERS } from "./letters.ts";
import { addressesOf, ROUTES, routesOf, type Site } from "./routes.tsx";

/** What the product stores: the declarations, and the rules of tables that follow from them (DECISIONS 81). */
export type Stored = { register: Register; rules: TableRules };

const WRITES = ["POST", "PUT", "PATCH", "DELETE"];
/** Milliseconds after which an answer has left. */
const AFTER_RESPONSE_MS = 10;

/** The whole site of every brand as `(Request) → Response`. */
export function createApp(platform: Platform, stored: Stored): Hono<App> {
	// A locale prefix is no part of a route's path; resolveBrand checks that the brand speaks it.
	const app = new Hono<App>({ getPath: (request) => routePath(request.url) });
	app.onError((error, c) => answerError(error, c));
	app.notFound((c) => answerUnrouted(c));
	app.use(withDefaults(platform, stored));
	app.use(noteVisit);
	app.use(resolveBrand);
	app.use(tellRecipients);
	app.on(
		WRITES,
		"*",
		refuseCrossSite(ROUTES.flatMap(({ crossSite }) => crossSite ?? [])),
		limitBody(ROUTES.flatMap(({ forms }) => forms ?? [])),
	);
	for (const site of SITES) mount(app, site);
	return app;
}

/** Counts what was seen and keeps what security looks at, once the answer is made (DECISIONS 120). */
const noteVisit: MiddlewareHandler<App> = async (c, next) => {
	await next();
	// An unknown host has no brand, and an alias only leads on.
	if (c.var.site === undefined || c.var.edition === undefined) return;
	const known = ADDRESSES[c.var.site];
	const page = matchedRoutes(c).find(({ method, path }) => known.has(`${method} ${path}`))?.path;
	const { status, headers } = c.res;
	recordVisit(c.var, { method: c.req.method, page, status, isSignedIn: givesSession(headers) }, shownPage(c, c.res));
};

/** Method and path of every route of each kind of host. */
const ADDRESSES: Readonly<Record<Site, ReadonlySet<string>>> = {
	account: addressSet("account"),
	brand: addressSet("brand"),
};

function addressSet(site: Site): ReadonlySet<string> {
	return new Set(addressesOf(site).map(({ method, path }) => `${method} ${path}`));
}

/** Readable paths of each kind of host, without locale. */
const READABLE: Readonly<Record<Site, readonly string[]>> = {
	account: readablePaths("account"),
	brand: readablePaths("brand"),
};

function readablePaths(site: Site): string[] {
	return addressesOf(site).flatMap(({ method, path }) => (method === "GET" ? [path] : []));
}

/** An address that is ours but for its spelling leads to it (DECISIONS 107); any other there is not. */
function answerUnrouted(c: AppContext): Response | Promise<Response> {
	const { pathname, search } = splitUrl(c.req.url);
	const isRead = c.req.method === "GET" || c.req.method === "HEAD";
	const canonical = isRead && c.var.site !== undefined ? canonicalPath(pathname, READABLE[c.var.site]) : undefined;
	return canonical === undefined
		? answerError(new AppError("not_found", "no route"), c)
		: c.redirect(canonical + search, 308);
}

/** Recipients that a visitor said yes to hear of a page of a brand, once it is on its way. */
const tellRecipients: MiddlewareHandler<App> = async (c, next) => {
	await next();
	if (c.var.site !== "brand") return;
	const isWritten = await tellOfVisit(c.var, {
		page: shownPage(c, c.res),
		isSignedIn: async () => (await c.var.sessionScope()) !== undefined,
	});
	// What gives a browser a number of its own is for that browser alone.
	if (isWritten) c.header("Cache-Control", NO_STORE);
};

/** @throws DatabaseBehind while the database lacks what must not be undone (DECISIONS 73) */
async function refuseOldCopy(c: AppContext): Promise<void> {
	try {
		await c.var.keys();
	} catch (error) {
		// What else is wrong with the keys concerns those pages that need them.
		if (error instanceof DatabaseBehind) throw error;
	}
}

function mount(app: Hono<App>, site: Site): void {
	for (const { method, path, handler, row } of routesOf(site))
		app.on(method, path, async (c, next) => {
			if (c.var.site !== site) return next();
			c.set("admitsRights", row.admitsRights === true);
			if (row.keeps !== true) await refuseOldCopy(c);
			// Nothing of a batch that met a rival was written, and the form was read once and is kept.
			return WRITES.includes(method) ? retryOnConflict(async () => handler(c, next)) : handler(c, next);
		});
}

const SITES = ["account", "brand"] as const;

/** What the root tables hold, by name. A digest stands for other letters. */
export const runningWith = (register: Register): Running => ({
	register,
	routes: SITES.flatMap((site) => addressesOf(site).map(({ method, path }) => `${site} ${method} ${path}`)),
	jobs: JOBS.map(({ name }) => name),
	mail: [...LETTERS.values()].flatMap((kind) => (kind === DIGEST ? [] : [kind.class])),
	adapters: ADAPTER_IDS,
});

/** Outermost: parses the environment once, and makes sure that every answer carries the header set. */
function withDefaults(platform: Platform, { register, rules }: Stored): MiddlewareHandler<App> {
	let settings: Settings | undefined;
	const running = runningWith(register);
	let defaults: [string, string][] = [];
	return async (c, next) => {
		if (settings === undefined) {
			settings = guarded(parseEnv(c.env, rules), platform.now);
			defaults = Object.entries({ "Cache-Control": NO_STORE, ...securityHeaders(), ...stageHeaders(settings.stage) });
		}
		const known = settings;
		keepVariables(c);
		c.set("settings", known);
		c.set("running", known.stage === "review" ? asIfAllRan(running) : running);
		c.set("databases", []);
		const now = platform.now();
		c.set("startedAt", now);
		setMoment(c, now);
		c.set("clock", platform.now);
		c.set("browser", browserOf(c));
		// Once for a request: what does not answer is not waited for again.
		let ring: Promise<KeyRing> | undefined;
		c.set("keys", () => {
			ring ??= keyRing(keySources(known, platform.now, c.var.sources));
			return ring;
		});
		const keepAlive = (work: Promise<unknown>) => waitUntil(c, work);
		c.set("defer", (work) => {
			keepAlive(
				platform.wait(AFTER_RESPONSE_MS).then(() => work(openSystem({ settings: known, platform, keepAlive }))),
			);
		});
		c.set("admitsRights", false);
		c.set("sessionScope", async () => (await sessionToken(c.var))?.scope);
		c.set("sendMail", () => c.var.defer((job) => sendDueMail(job, LETTERS)));
		c.set("jobs", JOBS);
		c.set("sources", {
			openDatabase(timeout, behind) {
				const database = openDatabase(
					{
						url: known.databaseUrl,
						authToken: known.databaseToken,
						rules,
						timeout,
						// The first reader of the registry keeps this client for its own queries, within the time of one request.
						...(behind ? {} : { until: c.var.startedAt + REQUEST_LIMIT_MS }),
						clock: platform.now,
					},
					{ kind: "system", reason: "registry" },
				);
				if (!behind) c.var.databases.push(database);
				return database;
			},
			copies: known.copies,
			now: platform.now,
			wait: platform.wait,
			keepAlive,
		});
		const hashed = computed.hashes;
		await next();
		const headers = c.res.headers;
		for (const [name, value] of defaults) if (!headers.has(name)) headers.set(name, value);
		if (known.stage !== "production" && c.var.databases.length > 0)
			headers.set("Server-Timing", costOf(c, computed.hashes - hashed));
	};
}

/** `hashes`: of every request that this isolate answered meanwhile. */
function costOf(c: AppContext, hashes: number): string {
	const trips = c.var.databases.map((database) => database.trips);
	const sum = (of: (trip: Trips) => number) => trips.reduce((total, trip) => total + of(trip), 0);
	return serverTiming({
		trips: sum(({ count }) => count),
		milliseconds: sum(({ milliseconds }) => milliseconds),
		rowsWritten: sum(({ rowsWritten }) => rowsWritten),
		hashes,
	});
}

/** Outside workerd there may be no execution context; the work then simply goes on. */
function waitUntil(c: AppContext, work: Promise<unknown>): void {
	const quiet = work.catch(() => undefined);
	try {
		c.executionCtx.waitUntil(quiet);
	} catch {
		// Deno and Node keep running anyway.
	}
}
