import { type Address, addressesOf, type Route } from "./addresses.ts";
import { type Archive, answerText, fileName } from "./archive.ts";
import { askAs, PLACES, type Place } from "./asking.ts";
import type { Seeded } from "./seed.ts";
import type { FixedWorld } from "./world.ts";

/** Every form of the routes table, sent empty, and with a field that it does not have. */

const ROLES = ["visitor", "waiting", "plain", "full", "english", "support", "operator"];
/** These end what the others need, so they come last. */
const ENDS = /sign-out|logout|close|\/end$|reopen|leave/;
const SECOND = 1_000;

export async function storeForms(archive: Archive, fixed: FixedWorld, routes: readonly Route[], seeded: Seeded) {
	// In an order of its own: forms change what later ones meet, and the order of the table may change.
	const named = ({ site, path }: Route) => `${site} ${path}`;
	const forms = routes
		.filter(({ method }) => method === "POST")
		.sort((one, other) => (named(one) < named(other) ? -1 : 1));
	const sorted = [...forms.filter(({ path }) => !ENDS.test(path)), ...forms.filter(({ path }) => ENDS.test(path))];
	for (const route of sorted)
		for (const place of PLACES.filter(({ name }) => /^(twero|account of twero)$/.test(name)))
			if (place.site === route.site)
				for (const role of ROLES) await storeForm(archive, fixed, seeded, { route, place, role });
}

type Form = { route: Route; place: Place; role: string };

async function storeForm(archive: Archive, fixed: FixedWorld, seeded: Seeded, { route, place, role }: Form) {
	const [address] = addressesOf(route, seeded);
	if (address === undefined) return;
	const prefix = role === "english" ? "/en" : "";
	for (const [kind, fields] of [
		["unknown field", { constructor: "x" }],
		["empty", {}],
	] as const) {
		// So that no limit on what is done in a second is met.
		fixed.pass(SECOND);
		const name = [place.name, role, `${fileName(address.label)}, ${kind}`].join("/");
		const reply = await askAs(fixed, seeded, name, { place, role, path: prefix + address.path, fields });
		archive.put(`forms/${name}`, answerText(`POST ${place.host} ${prefix}${address.path}`, reply));
	}
	await storeForeign(archive, fixed, seeded, { route, place, role }, address);
}

/** The same from a page of another site. */
async function storeForeign(archive: Archive, fixed: FixedWorld, seeded: Seeded, form: Form, address: Address) {
	const { place, role } = form;
	if (role !== "visitor" && role !== "full") return;
	const name = [place.name, role, `${fileName(address.label)}, from another site`].join("/");
	const headers = { "Sec-Fetch-Site": "cross-site" };
	const reply = await askAs(fixed, seeded, name, { place, role, path: address.path, fields: {}, headers });
	archive.put(`forms/${name}`, answerText(`POST ${place.host} ${address.path}`, reply));
}
