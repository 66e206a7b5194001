/**
 * The plan of the house that `layers.test.ts` holds the source against (DECISIONS 79). A new pair of features, a new
 * address or a new area of the foundation is a line here, with its reason.
 */

/** From the ground up: an area may import itself and those before it. `foundation/<name>` is a folder or a file. */
export const FOUNDATION: readonly string[] = [
	"errors",
	"outages",
	"ids",
	"time",
	"names",
	"i18n",
	"db",
	"crypto",
	"objects",
	"settings",
	"brand",
	"register",
	"ledgers",
	"browser",
	"context",
	"acts",
	"documents",
	"ui",
	"http",
	"account-host",
	"mail",
	"jobs",
];

/** Each feature and the features whose rules it may call. The table has no circle; a test says so. */
export const FEATURES: Readonly<Record<string, readonly string[]>> = {
	accounts: [],
	content: [],
	console: ["accounts", "memberships", "profiles"],
	helpdesk: [],
	home: ["accounts"],
	memberships: ["accounts", "profiles", "notifications"],
	messages: [],
	moderation: [],
	"my-data": ["accounts", "memberships", "privacy", "profiles"],
	notifications: ["accounts"],
	payments: [],
	privacy: [],
	profiles: ["accounts"],
	// What a restored copy of the database has to do again, of every feature that records an act.
	restore: ["accounts", "console", "memberships", "profiles"],
	shop: [],
	site: [],
	suggestions: [],
	// The terms are a document beside the statement, and say what the statement says about operator and countries.
	terms: ["privacy"],
	visits: [],
};

/** Files at the root, from the ground up. */
export const ROOT: readonly (readonly string[])[] = [
	["env.ts", "app.tsx", "routes.tsx", "register.ts", "letters.ts", "jobs.ts"],
	["index.ts", "node.ts", "deno.ts"],
];

/** Where Hono and its context may be named: what answers a request, or writes a cookie. */
export const KNOWS_HTTP =
	/^src\/((app|routes|index|node|deno)\.tsx?|foundation\/(http|account-host)\/.*|foundation\/ui\/.*\.tsx|features\/.*\/(routes[^/]*|views[^/]*|page)\.tsx|features\/.*-cookie\.ts)$/;

export const MOST_FILES_OF_A_FOLDER = 20;
