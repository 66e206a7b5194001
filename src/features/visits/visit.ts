import type { Browser } from "#foundation/browser.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { deviceOf } from "#foundation/device.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";

/** A write, a request that was refused, a sign-in that succeeded: what security looks at, and nothing else is kept. */
export type VisitKind = "write" | "refusal" | "sign_in";

/** The six data of a visit (P14), as they are sealed. What a browser or its host does not tell is "unknown". */
export type VisitData = {
	device_type: string;
	operating_system: string;
	browser: string;
	/** Kind of host and pattern of the route, as the route table has it: it holds no id and no query. */
	page: string;
	ip_address: string;
	internet_provider: string;
};

/** An event of security on a brand. */
export type Visit = { id: string; realm: RealmId; brand: BrandId; visitedAt: string; kind: VisitKind; data: VisitData };

export const UNKNOWN = "unknown";
const MAX_PROVIDER_LENGTH = 100;

/** What was answered, as far as it matters here. */
export type Answered = {
	site: "brand" | "account";
	method: string;
	/** Pattern of the route; undefined where none of the table's took the request. */
	page: string | undefined;
	status: number;
	/** Whether the answer gives the browser a session. */
	isSignedIn: boolean;
};

const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);
/** Of access. Whether an id is another's or nobody's, the answer is 404. */
const REFUSALS = new Set([401, 403, 404, 429]);
/** Where somebody proves to be a member, and then is signed in. */
export const SIGN_INS: readonly string[] = [
	"account POST /confirm",
	"account POST /confirm/password",
	"account POST /reopen",
	"account POST /sign-in",
	"account POST /sign-in/passkey",
	"account POST /sign-in/rights",
	"account POST /sign-in/second",
	"brand GET /login/callback",
];

/** Undefined for what is no event of security: pages that were seen, and addresses that there are not. */
export function visitKind({ site, method, page, status, isSignedIn }: Answered): VisitKind | undefined {
	if (page === undefined) return undefined;
	const signsIn = SIGN_INS.includes(`${site} ${method} ${page}`);
	if (REFUSALS.has(status) || (signsIn && status >= 400)) return "refusal";
	if (signsIn && isSignedIn) return "sign_in";
	return WRITES.has(method) ? "write" : undefined;
}

/** @param now epoch milliseconds */
export function newVisit(
	{ realm, brand, browser, now }: { realm: RealmId; brand: BrandId; browser: Browser; now: number },
	kind: VisitKind,
	/** As it is sealed: kind of host and pattern of the route. */
	page: string,
): Visit {
	const device = deviceOf(browser.userAgent);
	return {
		...{ id: uuidv7(now), realm, brand, visitedAt: new Date(now).toISOString(), kind },
		data: {
			device_type: device.type || UNKNOWN,
			operating_system: device.system || UNKNOWN,
			browser: device.browser || UNKNOWN,
			page,
			ip_address: browser.address ?? UNKNOWN,
			internet_provider: providerText(browser.network),
		},
	};
}

function providerText(network: string | undefined): string {
	const text = (network ?? "")
		.slice(0, MAX_PROVIDER_LENGTH)
		.replace(/[\p{C}\s]+/gu, " ")
		.trim();
	return text === "" ? UNKNOWN : text;
}
