import { Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { guarded, parseEnv } from "./env.ts";
import { signInRoutes } from "./features/accounts/brand-sign-in/routes.tsx";
import { accountRoutes } from "./features/accounts/routes.tsx";
import { consoleRoutes } from "./features/console/routes.tsx";
import { homeRoutes } from "./features/home/routes.tsx";
import { ownPrivacyRoutes } from "./features/my-data/routes.tsx";
import { mailRoutes } from "./features/notifications/routes-unsubscribe.tsx";
import { privacyRoutes } from "./features/privacy/routes.tsx";
import { PHOTO_BYTES } from "./features/profiles/photos/photo-encoding.ts";
import { ownProfileRoutes, profileRoutes } from "./features/profiles/routes.tsx";
import { assetRoutes, brandRoutes } from "./features/site/routes.tsx";
import { termsRoutes } from "./features/terms/routes.tsx";
import { DatabaseBehind } from "./foundation/acts/behind.ts";
import { keySources } from "./foundation/acts/key-sources.ts";
import { routePath } from "./foundation/brand/host.ts";
import { type KeyRing, keyRing } from "./foundation/crypto/keys.ts";
import { computed } from "./foundation/crypto/password.ts";
import { openDatabase, type Trips } from "./foundation/db/database.ts";
import { afterRivals } from "./foundation/db/rivals.ts";
import { AppError } from "./foundation/errors.ts";
import { answerError } from "./foundation/http/answer-error.tsx";
import { browserOf } from "./foundation/http/browser.ts";
import { NO_STORE, securityHeaders, serverTiming, stageHeaders } from "./foundation/http/headers.ts";
import { type App, type AppContext, REQUEST_LIMIT, resolveBrand } from "./foundation/http/resolve-site.ts";
import { AFTER_RESPONSE, sendDueMail } from "./foundation/mail/send.ts";
import type { Settings } from "./foundation/settings.ts";
import { LETTERS } from "./letters.ts";

/** What the runtime gives: the clock and a timer are arguments everywhere below (DECISIONS 20). */
export type Platform = { now(): number; wait(milliseconds: number): Promise<void> };

const WRITES = ["POST", "PUT", "PATCH", "DELETE"];
const FORM_LIMIT = 16 * 1024;
/** Milliseconds after which an answer has left. */
const ON_ITS_WAY = 10;

/** Forms that hold more: long texts, where a character of a URL-encoded form may take twelve bytes; photos. */
const LARGER_FORMS: readonly { path: RegExp; limit: number; saysSo?: true }[] = [
	{ path: /^\/profile\/[^/]+$/, limit: 64 * 1024 },
	// `saysSo`: gives the form back with what is wrong, for whom it tells the size beforehand, as browsers do.
	{ path: /^\/profile\/[^/]+\/photos$/, limit: PHOTO_BYTES + FORM_LIMIT, saysSo: true },
];

/** Writes that may come from anywhere, each with what proves its right instead (DECISIONS 22). */
const WITHOUT_CROSS_SITE_CHECK: readonly { path: RegExp; authenticator: string }[] = [
	{ path: /^\/unsubscribe\/[^/]+$/, authenticator: "the signed token in the address (RFC 8058)" },
];

/** The whole site of every brand as `(Request) → Response`. */
export function createApp(platform: Platform): Hono<App> {
	// A locale prefix is no part of a route's path; resolveBrand checks that the brand speaks it.
	const app = new Hono<App>({ getPath: (request) => routePath(request.url) });
	app.onError((error, c) => answerError(error, c));
	app.notFound((c) => answerError(new AppError("not_found", "no route"), c));
	app.use(withDefaults(platform));
	app.use(resolveBrand);
	app.on(WRITES, "*", refuseCrossSite, limitBody());
	for (const site of ["brand", "account"] as const) mount(app, site);
	return app;
}

function limitBody(): MiddlewareHandler<App> {
	const limitTo = (maxSize: number) =>
		bodyLimit({ maxSize, onError: (c) => answerError(new AppError("too_large", "body"), c) });
	const usual = limitTo(FORM_LIMIT);
	const larger = LARGER_FORMS.map((form) => ({ ...form, limitBody: limitTo(form.limit) }));
	return (c, next) => {
		const form = larger.find(({ path }) => path.test(c.req.path));
		c.set("tooLarge", form?.saysSo === true && Number(c.req.header("Content-Length")) > form.limit);
		return c.var.tooLarge ? next() : (form?.limitBody ?? usual)(c, next);
	};
}

type Site = App["Variables"]["site"];

/** The one route table: what each kind of host has. The same path means another page on the other. */
const FEATURES: Record<Site, readonly Hono<App>[]> = {
	brand: [homeRoutes, privacyRoutes, termsRoutes, brandRoutes, assetRoutes, signInRoutes, profileRoutes, mailRoutes],
	account: [accountRoutes, ownProfileRoutes, ownPrivacyRoutes, consoleRoutes, assetRoutes],
};

/** What a copy of the database that was put back answers as well: pages that say nothing of anyone. */
const KEPT: ReadonlySet<Hono<App>> = new Set([homeRoutes, privacyRoutes, termsRoutes, brandRoutes, assetRoutes]);

export const routesOf = (site: Site) =>
	FEATURES[site].flatMap((feature) => feature.routes.map((route) => ({ ...route, feature })));

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
	for (const { method, path, handler, feature } of routesOf(site))
		app.on(method, path, async (c, next) => {
			if (c.var.site !== site) return next();
			if (!KEPT.has(feature)) await refuseOldCopy(c);
			// Nothing of a batch that met a rival was written, and the form was read once and is kept.
			return WRITES.includes(method) ? afterRivals(async () => handler(c, next)) : handler(c, next);
		});
}

/** Outermost: parses the environment once, and makes sure that every answer carries the header set. */
function withDefaults(platform: Platform): MiddlewareHandler<App> {
	let settings: Settings | undefined;
	let defaults: [string, string][] = [];
	return async (c, next) => {
		if (settings === undefined) {
			settings = guarded(parseEnv(c.env), platform.now);
			defaults = Object.entries({ "Cache-Control": NO_STORE, ...securityHeaders(), ...stageHeaders(settings.stage) });
		}
		const known = settings;
		c.set("settings", known);
		c.set("opened", []);
		const now = platform.now();
		c.set("began", now);
		c.set("now", now);
		c.set("clock", platform.now);
		c.set("browser", browserOf(c));
		c.set("at", new Date(now).toISOString());
		// Once for a request: what does not answer is not waited for again.
		let ring: Promise<KeyRing> | undefined;
		c.set("keys", () => {
			ring ??= keyRing(keySources(known, platform.now, c.var.sources));
			return ring;
		});
		c.set("defer", (work) => goOn(c, platform.wait(ON_ITS_WAY).then(work)));
		c.set("sendMail", () => {
			c.var.defer(() =>
				sendDueMail({ settings: known, snapshot: c.var.snapshot, letters: LETTERS, now: platform.now }, AFTER_RESPONSE),
			);
		});
		c.set("sources", {
			openDatabase(timeout, behind) {
				const database = openDatabase(
					{
						url: known.databaseUrl,
						authToken: known.databaseToken,
						timeout,
						// Whoever looks first goes on with this very client, within the time of one request.
						...(behind ? {} : { until: c.var.began + REQUEST_LIMIT }),
						clock: platform.now,
					},
					{ kind: "system", reason: "registry" },
				);
				if (!behind) c.var.opened.push(database);
				return database;
			},
			copies: known.copies,
			now: platform.now,
			wait: platform.wait,
			after: (work) => goOn(c, work),
		});
		const hashed = computed.hashes;
		await next();
		const headers = c.res.headers;
		for (const [name, value] of defaults) if (!headers.has(name)) headers.set(name, value);
		if (known.stage !== "production" && c.var.opened.length > 0)
			headers.set("Server-Timing", costOf(c, computed.hashes - hashed));
	};
}

/** `hashes`: of every request that this isolate answered meanwhile. */
function costOf(c: AppContext, hashes: number): string {
	const trips = c.var.opened.map((database) => database.trips);
	const sum = (of: (trip: Trips) => number) => trips.reduce((total, trip) => total + of(trip), 0);
	return serverTiming({
		trips: sum(({ count }) => count),
		milliseconds: sum(({ milliseconds }) => milliseconds),
		rowsWritten: sum(({ rowsWritten }) => rowsWritten),
		hashes,
	});
}

/** Outside workerd there may be no execution context; the work then simply goes on. */
function goOn(c: AppContext, work: Promise<unknown>): void {
	const quiet = work.catch(() => undefined);
	try {
		c.executionCtx.waitUntil(quiet);
	} catch {
		// Deno and Node keep running anyway.
	}
}

/**
 * Refuses every write that another site sends (threat T12): Sec-Fetch-Site where the browser gives it, else an
 * Origin that is exactly ours. Sibling brands are other sites too.
 */
const refuseCrossSite: MiddlewareHandler<App> = async (c, next) => {
	const exempt = WITHOUT_CROSS_SITE_CHECK.some(({ path }) => c.req.method === "POST" && path.test(c.req.path));
	if (!exempt && !isSameOrigin(c)) throw new AppError("cross_site", "cross-site write");
	await next();
};

function isSameOrigin(c: AppContext): boolean {
	const site = c.req.header("Sec-Fetch-Site");
	if (site !== undefined) return site === "same-origin";
	const origin = c.req.header("Origin");
	if (origin === undefined) return false;
	try {
		// The scheme is left out: TLS ends before the Worker.
		return new URL(origin).host === new URL(c.req.url).host;
	} catch {
		return false;
	}
}
