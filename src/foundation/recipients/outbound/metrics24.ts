import type { Adapter } from "./adapter.ts";

/**
 * The same for every event and every brand: 24metrics asks for an offer and a publisher, and these say nothing of
 * either. Whose account it is, its host tells.
 */
const NEUTRAL_CODE = "1";

/**
 * 24metrics, click API (api-integration-docs.24metrics.com): a check of where a visit comes from. What it answers is not
 * read: it decides nothing here. Its own advice is to give up after 150 milliseconds: what answers later may have taken
 * the click, and is asked again at the next.
 */
export const metrics24: Adapter = {
	events: ["landing", "joining"],
	takes: ["ipAddress", "userAgent"],
	needs: ["ipAddress"],
	limits: { inFlight: 4, waiting: 50, answer: 150, isLateFailure: false, fresh: 5_000, failures: 5, pause: 30_000 },
	accepts: ({ id, secret }) => /^[a-z0-9]{4,40}$/i.test(id) && secret === undefined,
	outgoing({ ipAddress, userAgent }, { id, url = `https://${id}.clicks.24metrics.com/` }) {
		const address = new URL(url);
		const query = { offer: NEUTRAL_CODE, publisher: NEUTRAL_CODE, click_ip: ipAddress, user_agent: userAgent };
		address.searchParams.set("no_redirect", "true");
		for (const [name, value] of Object.entries(query)) if (value !== undefined) address.searchParams.set(name, value);
		return { method: "GET", url: address.href, headers: {}, body: undefined };
	},
};
