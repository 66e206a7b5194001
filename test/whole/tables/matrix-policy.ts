/**
 * Who may do what, where: one row per route. A route without a row fails the matrix, and so does a row without a
 * route. Later features add their rows here, and roles beside the visitor.
 */

/** Who asks. Members, moderators and the operator's staff come with their features. */
export const ROLES = ["visitor"] as const;
export type Role = (typeof ROLES)[number];

/** Of which brand the host is, and in what state. `other` is the brand whose ids are foreign to `live`. */
export const PLACES = ["live", "other", "paused", "closed", "alias", "unknown"] as const;
export type Place = (typeof PLACES)[number];

export const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
export type Method = (typeof METHODS)[number];

export type Row = {
	/** A brand's host or the host of its realm's accounts. */
	site: "brand" | "account";
	/** As the app lists it: method and pattern. */
	route: `GET ${string}` | `POST ${string}`;
	/** The status that each role gets for what is its own or everyone's. */
	answers: Record<Role, number>;
	/** Where a paused or closed brand still answers. */
	open: boolean;
	/** What the route is asked with. */
	body?: string;
	/** For a route that names a thing: what the ids of the pattern are. Absent where it names none. */
	names?: "statement" | "terms" | "asset" | "token" | "session" | "brand" | "thing";
	/** Of a feature that no brand offers yet (DECISIONS 98). */
	offeredNowhere?: true;
	/** Taken from other sites too, because something else proves its right (DECISIONS 22). */
	fromAnywhere?: true;
	/** What it answers to an id of nobody, where that is not 404. */
	missing?: number;
};

const row = (route: Row["route"], own: Partial<Omit<Row, "route">> = {}): Row => ({
	site: "brand",
	route,
	answers: { visitor: 200 },
	open: true,
	...own,
});

const account = (route: Row["route"], own: Partial<Omit<Row, "route">> = {}): Row =>
	row(route, { ...own, site: "account" });

/** Who is not signed in is sent to where one can. */
const TO_SIGN_IN = { answers: { visitor: 303 } } as const;

export const POLICY: readonly Row[] = [
	row("GET /", { open: false }),
	row("GET /age", { answers: { visitor: 400 }, open: false }),
	row("POST /age", { answers: { visitor: 303 }, open: false }),
	row("POST /language", { answers: { visitor: 303 }, body: "locale=en&path=%2Fprivacy" }),
	row("GET /privacy"),
	row("GET /privacy/statement.txt"),
	row("GET /privacy/statement.json"),
	row("GET /privacy/statement.pdf"),
	row("GET /privacy/versions"),
	row("GET /privacy/versions/:version", { names: "statement" }),
	row("GET /privacy/cookies"),
	row("POST /privacy/cookies", { answers: { visitor: 303 }, body: "answer=refuse_all&path=%2Fprivacy" }),
	row("GET /privacy/rights"),
	row("GET /privacy/proof"),
	row("GET /privacy/proof.json"),
	row("GET /privacy/log-head"),
	row("GET /privacy/log-head.json"),
	row("GET /privacy/receipts/verify"),
	row("POST /privacy/receipts/verify", { answers: { visitor: 422 } }),
	row("GET /terms"),
	row("GET /terms/versions"),
	row("GET /terms/versions/:number", { names: "terms" }),
	row("GET /assets/:file", { names: "asset" }),
	row("GET /favicon.ico", { answers: { visitor: 308 } }),
	row("GET /apple-touch-icon.png", { answers: { visitor: 308 } }),
	row("GET /apple-touch-icon-precomposed.png", { answers: { visitor: 308 } }),
	row("GET /healthz"),
	row("GET /robots.txt"),
	row("GET /sitemap.xml", { open: false }),
	row("GET /manifest.webmanifest", { open: false }),
	row("GET /.well-known/gpc.json"),
	row("GET /.well-known/livery-proof-keys.json"),
	row("GET /.well-known/security.txt"),
	row("GET /join", { answers: { visitor: 303 }, open: false }),
	row("GET /login", { answers: { visitor: 303 }, open: false }),
	row("GET /login/callback", { answers: { visitor: 400 }, open: false }),
	row("POST /logout", { answers: { visitor: 303 } }),
	row("GET /me", { answers: { visitor: 303 }, open: false }),
	row("GET /.well-known/change-password", { answers: { visitor: 302 } }),
	row("GET /members/:member", { names: "thing", open: false, answers: { visitor: 303 }, missing: 303 }),
	row("GET /photos/:photo/:size", { names: "thing", open: false, answers: { visitor: 303 }, missing: 303 }),
	row("GET /helpdesk"),
	row("POST /helpdesk", { answers: { visitor: 422 } }),
	row("GET /helpdesk/:ticket", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	row("POST /helpdesk/:ticket", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	row("GET /helpdesk/:ticket/:token", { names: "thing", answers: { visitor: 410 }, missing: 410 }),
	row("POST /helpdesk/:ticket/:token", { names: "thing", answers: { visitor: 410 }, missing: 410 }),
	row("GET /unsubscribe/:token", { names: "token", answers: { visitor: 404 } }),
	row("POST /unsubscribe/:token", { names: "token", fromAnywhere: true, answers: { visitor: 404 } }),
	row("POST /unsubscribe/:token/undo", { names: "token", answers: { visitor: 404 } }),
	account("GET /assets/:file", { names: "asset" }),
	account("GET /favicon.ico", { answers: { visitor: 308 } }),
	account("GET /apple-touch-icon.png", { answers: { visitor: 308 } }),
	account("GET /apple-touch-icon-precomposed.png", { answers: { visitor: 308 } }),
	account("GET /healthz"),
	account("GET /", TO_SIGN_IN),
	account("GET /welcome", TO_SIGN_IN),
	account("GET /sign-in"),
	account("POST /sign-in", { answers: { visitor: 422 } }),
	account("GET /sign-in/done", TO_SIGN_IN),
	account("POST /sign-out", TO_SIGN_IN),
	account("GET /authorize", TO_SIGN_IN),
	account("POST /authorize", TO_SIGN_IN),
	account("GET /join", { answers: { visitor: 400 } }),
	account("POST /join", { answers: { visitor: 400 } }),
	account("GET /join/mail", { answers: { visitor: 303 } }),
	account("GET /confirm", { answers: { visitor: 410 } }),
	account("POST /confirm", { answers: { visitor: 410 }, body: "code=x" }),
	account("GET /confirm/password", { answers: { visitor: 410 } }),
	account("POST /confirm/password", { answers: { visitor: 422 }, body: "code=x" }),
	account("POST /confirm/discard", { answers: { visitor: 410 }, body: "code=x" }),
	account("GET /brands", TO_SIGN_IN),
	account("POST /brands/:brand/visibility", { ...TO_SIGN_IN, names: "brand", body: "state=hidden" }),
	account("GET /brands/:brand/leave", { ...TO_SIGN_IN, names: "brand" }),
	account("POST /brands/:brand/leave", { ...TO_SIGN_IN, names: "brand" }),
	account("GET /.well-known/change-password", { answers: { visitor: 302 } }),
	account("GET /sign-in/passkey", TO_SIGN_IN),
	account("POST /sign-in/passkey", { answers: { visitor: 422 } }),
	account("GET /sign-in/passkey/options"),
	account("GET /sign-in/browser", { answers: { visitor: 410 } }),
	account("POST /sign-in/browser", { answers: { visitor: 410 } }),
	account("GET /sign-in/second", TO_SIGN_IN),
	account("POST /sign-in/second", { answers: { visitor: 422 } }),
	account("GET /sign-in/rights", TO_SIGN_IN),
	account("POST /sign-in/rights", { answers: { visitor: 422 } }),
	account("GET /security/passkeys", TO_SIGN_IN),
	account("POST /security/passkeys", TO_SIGN_IN),
	account("POST /security/passkeys/:passkey/name", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /security/passkeys/:passkey/remove", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /security/passkeys/:passkey/remove", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /security/authenticator", TO_SIGN_IN),
	account("POST /security/authenticator", TO_SIGN_IN),
	account("GET /security/authenticator/remove", TO_SIGN_IN),
	account("POST /security/authenticator/remove", TO_SIGN_IN),
	account("GET /security/recovery-codes", TO_SIGN_IN),
	account("POST /security/recovery-codes", TO_SIGN_IN),
	account("GET /security/email", TO_SIGN_IN),
	account("POST /security/email", TO_SIGN_IN),
	account("GET /email", { answers: { visitor: 410 } }),
	account("POST /email", { answers: { visitor: 410 } }),
	account("POST /email/cancel", { answers: { visitor: 410 } }),
	account("GET /profile", TO_SIGN_IN),
	account("POST /profile", TO_SIGN_IN),
	account("GET /profile/:brand", { ...TO_SIGN_IN, names: "brand" }),
	account("POST /profile/:brand", { ...TO_SIGN_IN, names: "brand" }),
	account("POST /profile/:brand/orientation", { ...TO_SIGN_IN, names: "brand", offeredNowhere: true }),
	account("POST /profile/:brand/visibility", { ...TO_SIGN_IN, names: "brand" }),
	account("POST /profile/:brand/withdraw", { answers: { visitor: 400 }, names: "brand", missing: 400 }),
	account("POST /profile/:brand/photos", { answers: { visitor: 400 }, names: "brand" }),
	account("POST /profile/:brand/photos/:photo/remove", { ...TO_SIGN_IN, names: "brand" }),
	account("GET /profile/:brand/photos/:photo/:size", { ...TO_SIGN_IN, names: "brand" }),
	account("GET /notifications", TO_SIGN_IN),
	account("POST /notifications", TO_SIGN_IN),
	account("GET /reset"),
	account("POST /reset", { answers: { visitor: 422 } }),
	account("GET /reset/new", { answers: { visitor: 410 } }),
	account("POST /reset/new", { answers: { visitor: 422 } }),
	account("GET /security", TO_SIGN_IN),
	account("POST /security/password", TO_SIGN_IN),
	account("POST /security/sessions/:session/end", { ...TO_SIGN_IN, names: "session", missing: 303 }),
	account("POST /security/sessions/end", TO_SIGN_IN),
	account("GET /privacy", TO_SIGN_IN),
	account("GET /privacy/evidence", TO_SIGN_IN),
	account("POST /privacy/evidence", TO_SIGN_IN),
	account("GET /.well-known/livery-proof-keys.json"),
	account("GET /privacy/log-head"),
	account("GET /privacy/log-head.json"),
	account("GET /privacy/receipts/verify"),
	account("POST /privacy/receipts/verify", { answers: { visitor: 422 } }),
	account("GET /privacy/ask"),
	account("POST /privacy/ask", { answers: { visitor: 422 } }),
	account("GET /privacy/ask/open", { answers: { visitor: 410 } }),
	account("POST /privacy/ask/open", { answers: { visitor: 410 } }),
	account("GET /privacy/ask/confirm", { answers: { visitor: 410 } }),
	account("POST /privacy/ask/confirm", { answers: { visitor: 410 } }),
	account("GET /privacy/ask/cancel", { answers: { visitor: 410 } }),
	account("POST /privacy/ask/cancel", { answers: { visitor: 410 } }),
	account("GET /privacy/requests", TO_SIGN_IN),
	account("POST /privacy/requests", TO_SIGN_IN),
	account("GET /privacy/ask/copy.zip", { answers: { visitor: 410 } }),
	account("GET /privacy/erase", TO_SIGN_IN),
	account("POST /privacy/erase", TO_SIGN_IN),
	account("GET /privacy/erased", { answers: { visitor: 404 } }),
	account("GET /privacy/erased/erasure-receipt.json", { answers: { visitor: 404 } }),
	account("GET /privacy/export", TO_SIGN_IN),
	account("POST /privacy/export", TO_SIGN_IN),
	account("GET /privacy/export/copy.zip", TO_SIGN_IN),
	account("POST /privacy/export/copy.zip", TO_SIGN_IN),
	account("GET /privacy/choices", TO_SIGN_IN),
	account("POST /privacy/choices", TO_SIGN_IN),
	account("GET /privacy/recipients", TO_SIGN_IN),
	account("GET /privacy/recipients/record.json", TO_SIGN_IN),
	account("POST /privacy/recipients", {
		...TO_SIGN_IN,
		body: `answer=no&brand=twero&recipient=google-analytics&words=${"0".repeat(64)}`,
	}),
	account("GET /privacy/statistics", TO_SIGN_IN),
	account("POST /privacy/statistics", TO_SIGN_IN),
	account("GET /privacy/restriction", TO_SIGN_IN),
	account("POST /privacy/restriction", TO_SIGN_IN),
	account("GET /console", TO_SIGN_IN),
	account("GET /console/sign-in"),
	account("POST /console/sign-in", { answers: { visitor: 422 } }),
	account("POST /console/sign-in/code", { answers: { visitor: 422 } }),
	account("POST /console/sign-out", TO_SIGN_IN),
	account("GET /console/enrol", { answers: { visitor: 410 } }),
	account("POST /console/enrol", { answers: { visitor: 410 } }),
	account("POST /console/sessions/:session/end", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/members/:member", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/members/:member/open", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/members/:member/reveal", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/members/:member/suspend", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/members/:member/restore", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/staff/invitations/:invitation/withdraw", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/staff/:staff/end", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/members", TO_SIGN_IN),
	account("GET /console/photos", TO_SIGN_IN),
	account("GET /console/photos/:photo", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/photos/:photo/look", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/photos/:photo/image", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/photos/:photo/approve", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/photos/:photo/reject", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/photos/:photo/age", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/copy", TO_SIGN_IN),
	account("POST /console/copy", TO_SIGN_IN),
	account("GET /console/copy/copy.zip", TO_SIGN_IN),
	account("POST /console/copy/copy.zip", TO_SIGN_IN),
	account("GET /console/ages", TO_SIGN_IN),
	account("GET /console/ages/:check", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/ages/:check", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/members", TO_SIGN_IN),
	account("GET /console/requests", TO_SIGN_IN),
	account("GET /console/requests/new", TO_SIGN_IN),
	account("POST /console/requests/new", TO_SIGN_IN),
	account("GET /console/requests/:request", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/requests/:request", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/rights", TO_SIGN_IN),
	account("GET /console/rights/restrictions/:restriction", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/rights/restrictions/:restriction", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/rights/objections/:objection", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/rights/objections/:objection", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/tickets", TO_SIGN_IN),
	account("GET /console/tickets/:ticket", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/tickets/:ticket", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/tickets/:ticket/files/:file", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/holds", TO_SIGN_IN),
	account("GET /console/holds/:hold", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/holds/:hold/release", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/holds/:hold/open", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/holds/:hold/file", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/disclosures", TO_SIGN_IN),
	account("GET /console/disclosures/:legal", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/disclosures/:legal", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/disclosures/:legal/silence", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/disclosures/:legal/package", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/members/:member/disclosures", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/members/:member/disclosures", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/members/:member/holds", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/members/:member/holds", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/breaches", TO_SIGN_IN),
	account("GET /console/breaches/new", TO_SIGN_IN),
	account("POST /console/breaches/new", TO_SIGN_IN),
	account("GET /console/breaches/:breach", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/breaches/:breach", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/breaches/:breach/affected", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/breaches/:breach/affected", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/breaches/:breach/letter", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/breaches/:breach/letter", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/brands/new", TO_SIGN_IN),
	account("POST /console/brands/new", TO_SIGN_IN),
	account("GET /console/brands/drafts", TO_SIGN_IN),
	account("GET /console/brands/drafts/:draft", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/brands/drafts/:draft", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/brands/drafts/:draft/submit", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/brands/drafts/:draft/withdraw", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/brands/drafts/:draft/preview", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/brands/drafts/:draft/scene.svg", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/brands/drafts/:draft/site.css", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/brands/drafts/:draft/approve", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/brands/drafts/:draft/reject", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/register", TO_SIGN_IN),
	account("GET /console/register/table.csv", TO_SIGN_IN),
	account("GET /console/brands", TO_SIGN_IN),
	account("GET /console/versions", TO_SIGN_IN),
	account("GET /console/versions/:brand", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/notices", TO_SIGN_IN),
	account("GET /console/notices/:notice", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/notices/:notice", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/retention", TO_SIGN_IN),
	account("GET /console/statistics", TO_SIGN_IN),
	account("GET /console/statistics/table.csv", TO_SIGN_IN),
	account("GET /console/staff", TO_SIGN_IN),
	account("POST /console/staff/:staff/agree", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("POST /console/staff/:staff/second-step", { ...TO_SIGN_IN, names: "thing", missing: 303 }),
	account("GET /console/second-step", { answers: { visitor: 410 } }),
	account("POST /console/second-step", { answers: { visitor: 410 } }),
	account("GET /console/password", TO_SIGN_IN),
	account("POST /console/password", TO_SIGN_IN),
	account("POST /console/keys", TO_SIGN_IN),
	account("POST /console/sessions/end", TO_SIGN_IN),
	account("POST /console/staff/invitations", TO_SIGN_IN),
	account("GET /close", TO_SIGN_IN),
	account("POST /close", TO_SIGN_IN),
	account("POST /reopen", TO_SIGN_IN),
];

/** The path of a route, with these in the place of its `:names` and nobody's id in that of the others. */
export const pathOf = ({ route }: Pick<Row, "route">, ids: Record<string, string>) =>
	route.slice(route.indexOf(" ") + 1).replace(/:(\w+)/g, (_, name: string) => ids[name] ?? "x");

/** Routes that the policy does not know, and rows that no route answers. */
export function routeProblems(routes: readonly string[], policy: readonly Pick<Row, "site" | "route">[]): string[] {
	const rows = policy.map(({ site, route }) => `${site} ${route}`);
	return [
		...routes.filter((route) => !rows.some((known) => known === route)).map((route) => `no policy for ${route}`),
		...rows.filter((route) => !routes.includes(route)).map((route) => `no route for ${route}`),
		...rows.filter((route, index) => rows.indexOf(route) !== index).map((route) => `two rows for ${route}`),
	];
}

/** The status that a cell of the matrix has. `foreign` and `missing` ids are answered alike (threat T8). */
export function expectedStatus(
	row: Row,
	{ method, role, place, id }: { method: Method; role: Role; place: Place; id: "own" | "foreign" | "missing" },
): number {
	const reads = method === "GET" || method === "HEAD";
	if (place === "unknown") return 421;
	if (place === "alias") return reads ? 308 : 421;
	if (place === "paused" && !row.open) return 503;
	if (place === "closed" && !row.open) return 410;
	const allowed = row.route.startsWith("GET ") ? reads : method === "POST";
	if (!allowed || row.offeredNowhere) return 404;
	return id === "own" ? row.answers[role] : (row.missing ?? 404);
}

/**
 * What a GET may write, and why it may. A read must write nothing that stays in somebody's record, nor what another
 * site can bring about by leading a browser to it: anything that is not here fails the matrix of reads.
 * `route`: a pattern of the policy, or "*" for every page that knows the session.
 */
export const WRITTEN_BY_READS: readonly { route: Row["route"] | "*"; table: string; reason: string }[] = [
	{
		route: "*",
		table: "session",
		reason: "session: its end moves on, by the hour; it says only that this browser is in use",
	},
	{
		route: "*",
		table: "staff_session",
		reason: "session: when it was seen last, by five minutes; it ends half an hour later",
	},
	{
		route: "GET /login/callback",
		table: "sign_in_code",
		reason: "one-time code: spent by the browser that holds the sealed half of the same sign-in, and by no other",
	},
	{
		route: "GET /sign-in/done",
		table: "sign_in_code",
		reason: "one-time code: made only beside the session that the ticket in the address names, which began just before",
	},
	{ route: "GET /login/callback", table: "session", reason: "session: begun by the one-time code" },
];
