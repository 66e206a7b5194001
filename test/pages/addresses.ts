import type { Seeded } from "./seed.ts";

/** What a route is asked for: each thing that its pattern can name, and each query that its page reads. */

export type Site = "brand" | "account";
export type Route = { site: Site; method: string; path: string };
/** `label`: the same in every run, with names in the place of ids. */
export type Address = { label: string; path: string };

const STATE = `state=${"s".repeat(22)}&challenge=${"c".repeat(43)}`;

/** What a page says of what was done before, and the tabs and ways that it can be opened with. */
const QUERIES: Record<Site, Record<string, readonly string[]>> = {
	brand: {
		"/login/callback": ["code=x&state=x"],
		"/privacy/versions": ["from=1&to=2", "from=2&to=1", "from=x"],
	},
	account: {
		"/": ["to=/security"],
		"/sign-in": ["to=/profile", "to=/nowhere", STATE],
		"/join": [STATE],
		"/authorize": [STATE],
		"/brands": ["left=twero"],
		"/profile": ["done=saved", "done=cleared", "done=meanwhile", "done=twero"],
		"/profile/:brand": [
			...["saved", "withdrawn", "meanwhile", "photo-added", "photo-removed"].map((one) => `done=${one}`),
			"from=geilesexsite",
		],
		"/security": ["done=password", "done=session", "done=authenticator"],
		"/security/passkeys": ["done=added", "done=renamed", "done=removed"],
		"/console": ["done=password", "done=others"],
		"/console/members/:member": ["done=suspended", "done=restored", "done=unchanged"],
		"/console/photos": ["done=approved", "done=rejected"],
		"/console/photos/:photo": ["done=approved", "done=rejected"],
		"/console/holds": ["done=released"],
		"/console/holds/:hold": ["done=placed", "done=unchanged"],
		"/console/disclosures": ["list=silent", "list=ended"],
		"/console/disclosures/:legal": ["proposed", "approved", "refused", "withdrawn", "unchanged"].map(
			(one) => `done=${one}`,
		),
		"/console/breaches": ["after=2026-11-01T00:00:00.000Z~0190a0a0-0000-7000-8000-000000000000"],
		"/console/breaches/:breach": ["done=recorded", "done=added", "done=letter"],
		"/console/register": ["controller=jupiter-media"],
		"/console/register/table.csv": ["controller=jupiter-media"],
		"/console/retention": ["before=2026-11-01"],
		"/console/statistics": ["week=2020-01-06"],
		"/console/staff": ["done=invited", "done=reset", "done=agreed", "done=ended"],
	},
};

/** Links that work, by the page that they open: the name of the query, and of the link. */
const LINKS: Record<string, readonly (readonly [query: string, link: string])[]> = {
	"/confirm": [["code", "confirm"]],
	"/confirm/password": [["code", "confirm"]],
	"/reset/new": [["code", "reset"]],
	"/email": [
		["code", "email"],
		["code", "email in English"],
	],
	"/sign-in/browser": [["token", "browser"]],
	"/console/enrol": [
		["code", "enrol"],
		["code", "invited"],
	],
	"/console/second-step": [["code", "second"]],
	"/console/photos/:photo": [["look", "look"]],
	"/console/photos/:photo/image": [["look", "look"]],
};

type Named = readonly [name: string, value: string];

const plain = (...values: string[]): Named[] => values.map((one) => [one, one]);
const NOBODY: Named = ["nobody", "x"];

/** The things that a parameter can name, the usual one first. */
function valuesOf(site: Site, name: string, { ids, links }: Seeded): Named[] {
	const all = (things: string): Named[] => Object.entries(ids[things] ?? {});
	const known: Record<string, Named[]> = {
		"brand version": plain("1", "0", "2", "3", "1..2", "0..1", "2..3", "3..1", "1..1", "01", "999", "x..y"),
		"brand number": plain("1", "2", "3", "999"),
		"brand member": [...all("brand member"), NOBODY],
		"account member": [["full", ids["account member"]?.["2"] ?? ""], ...all("account member"), NOBODY],
		"brand token": [["member", links.unsubscribe ?? ""], NOBODY],
		"account brand": plain("twero", "geilesexsite", "harbour", "nobody"),
		"account passkey": [...all("passkey"), NOBODY],
	};
	const shared: Record<string, Named[]> = {
		photo: [["third", ids.photo?.["3"] ?? ""], ...all("photo"), NOBODY],
		size: plain("320", "1080", "7"),
	};
	return known[`${site} ${name}`] ?? shared[name] ?? [NOBODY];
}

/** Each thing once, with the usual ones for whatever else the pattern names. */
export function addressesOf({ site, path }: Route, seeded: Seeded): Address[] {
	const names = [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
	const values = names.map((name) => valuesOf(site, name, seeded));
	const usual = values.map(([first]) => first ?? NOBODY);
	const choices = [
		usual,
		...values.flatMap((own, at) =>
			own.slice(1).map((one) => usual.map((other, index) => (index === at ? one : other))),
		),
	];
	const filled = choices.map((chosen) => fill(path, names, chosen));
	const [first] = filled;
	if (first === undefined) return [];
	const queries = (QUERIES[site][path] ?? []).map((query) => ({
		label: `${first.label}?${query}`,
		path: `${first.path}?${query}`,
	}));
	const linked = (site === "account" ? (LINKS[path] ?? []) : []).map(([query, link]) => ({
		label: `${first.label}?${query}={${link}}`,
		path: `${first.path}?${query}=${encodeURIComponent(seeded.links[link] ?? "")}`,
	}));
	return [...filled, ...queries, ...linked];
}

function fill(path: string, names: readonly string[], chosen: readonly Named[]): Address {
	const address = { label: path, path };
	for (const [at, name] of names.entries()) {
		const [label, value] = chosen[at] ?? NOBODY;
		address.label = address.label.replace(`:${name}`, `{${name} ${label}}`);
		address.path = address.path.replace(`:${name}`, value);
	}
	return address;
}
