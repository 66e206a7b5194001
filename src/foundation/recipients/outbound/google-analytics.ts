import type { Adapter } from "./adapter.ts";
import { randomClientId } from "./client-id.ts";
import type { EventFields } from "./fields.ts";

/** Where data for the EU are collected (Measurement Protocol reference, "Transport"). */
const ENDPOINT = "https://region1.google-analytics.com/mp/collect";

/** As Google Analytics names them. */
const CATEGORIES: Readonly<Record<string, string>> = { phone: "mobile", tablet: "tablet", computer: "desktop" };

/**
 * Google Analytics 4, Measurement Protocol: from this server, never from the visitor's browser, so that it sees no
 * address of theirs unless `ip_override` holds one, and no script of its runs on a page.
 */
export const googleAnalytics: Adapter = {
	events: ["page"],
	takes: ["page", "ipAddress", "deviceType", "operatingSystem", "browser", "clientId"],
	// It counts views of pages: where it may not have their kinds, there is nothing to count.
	needs: ["page"],
	limits: { inFlight: 4, waiting: 200, answer: 2_000, isLateFailure: true, fresh: 20_000, failures: 5, pause: 30_000 },
	accepts: ({ id, secret }) => /^G-[A-Z0-9]{4,12}$/.test(id) && secret !== undefined,
	outgoing(fields, { id, secret = "", url = ENDPOINT }) {
		const address = new URL(url);
		address.searchParams.set("measurement_id", id);
		address.searchParams.set("api_secret", secret);
		const headers = { "Content-Type": "application/json" };
		return { method: "POST", url: address.href, headers, body: JSON.stringify(payloadOf(fields)) };
	},
};

const payloadOf = (fields: Readonly<Partial<EventFields>>) => ({
	// Obligatory. Without a number that the browser keeps, one for this very event: two events then have nothing in common.
	client_id: fields.clientId ?? randomClientId(),
	...(fields.ipAddress === undefined ? {} : { ip_override: fields.ipAddress }),
	...deviceOf(fields),
	// For statistics alone: nothing of it for advertisements.
	consent: { ad_user_data: "DENIED", ad_personalization: "DENIED" },
	events: [{ name: "page_view", params: { page_title: fields.page } }],
});

/** In structured form: a `user_agent` would tell versions and models too. */
function deviceOf({ deviceType = "", operatingSystem, browser }: Readonly<Partial<EventFields>>) {
	const known = Object.entries({ category: CATEGORIES[deviceType], operating_system: operatingSystem, browser });
	const device = Object.fromEntries(known.filter(([, value]) => value !== undefined));
	return Object.keys(device).length === 0 ? {} : { device };
}
