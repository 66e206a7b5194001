import { reservedName } from "../../names/reserved.ts";
import { skeleton } from "../../names/skeleton.ts";
import { editDistance, type Path, type Problem, problemAt, quote } from "./problem.ts";
import type { ParsedBrand, ParsedOperator } from "./resolve.ts";

/** A name that readers know, and whose it is. `brand`: the one that may use it. */
type Known = { name: string; folded: string; owner: string; brand?: string };
type Text = { path: Path; text: string };

/** Shorter names are inside too many words. */
const MIN_LENGTH = 4;
/** Of shorter names one letter makes another word. */
const MIN_NEAR_LENGTH = 5;

function knownNames(brands: readonly ParsedBrand[], operators: readonly ParsedOperator[]): Known[] {
	const known = (name: string, owner: string, brand?: string): Known => ({
		...{ name, folded: skeleton(name), owner },
		...(brand === undefined ? {} : { brand }),
	});
	return [
		...brands.map(({ id, file, source }) => known(file.name, `brand "${id}" (${source.file})`, id)),
		...operators.flatMap(({ id, file }) =>
			[file.name, file.shortName, file.network ?? ""].map((name) => known(name, `operator "${id}"`)),
		),
	].filter(({ folded }) => folded.length >= MIN_LENGTH);
}

/** Known names by what they begin with, and by themselves with one sign left out: no name is compared with all. */
function indexOf(known: readonly Known[]) {
	const starts = new Map<string, Known[]>();
	const near = new Map<string, Known[]>();
	const worded = new Map<string, Known[]>();
	const add = (map: Map<string, Known[]>, key: string, one: Known) => map.set(key, [...(map.get(key) ?? []), one]);
	for (const one of known) {
		add(starts, one.folded.slice(0, MIN_LENGTH), one);
		for (const key of lessOne(one.folded)) add(near, key, one);
		add(worded, wordsOf(one.name).join(" "), one);
	}
	return { starts, near, worded };
}

const lessOne = (text: string) =>
	new Set([text, ...Array.from(text, (_, at) => text.slice(0, at) + text.slice(at + 1))]);

type Index = ReturnType<typeof indexOf>;

/** The first name of another that this one is, holds, or differs from in one sign. */
function imitated(name: string, brand: string, { starts, near }: Index): Known | undefined {
	const folded = skeleton(name);
	const isOther = (one: Known) => one.brand !== brand;
	for (let at = 0; at + MIN_LENGTH <= folded.length; at += 1) {
		const all = starts.get(folded.slice(at, at + MIN_LENGTH)) ?? [];
		const held = all.find((one) => isOther(one) && folded.startsWith(one.folded, at));
		if (held !== undefined) return held;
	}
	for (const key of lessOne(folded)) {
		const all = (near.get(key) ?? []).filter((one) => isOther(one) && one.folded.length >= MIN_NEAR_LENGTH);
		const close = all.find((one) => editDistance(one.folded, folded) <= 1);
		if (close !== undefined) return close;
	}
	return undefined;
}

const WORDS: Readonly<Record<string, readonly string[]>> = {
	"speaks of money": [
		...["euro", "eur", "abonnement", "abonnementen", "subscription", "subscriptions", "per maand", "a month"],
		...["per month", "maandelijks", "monthly", "betalen", "betaal", "pay", "gratis", "free of charge", "for free"],
	],
	"speaks of rights, of the law or of what happens to data": [
		...["privacy", "avg", "gdpr", "persoonsgegevens", "personal data", "wettelijk", "legally", "juridisch", "legal"],
		...["recht op", "rechten", "right of", "right to", "rights", "inzage", "toestemming", "consent", "voorwaarden"],
		...["terms", "opzeggen", "cancel", "bewaren niets", "bewaart niets", "keep nothing", "keeps nothing"],
		...["delen niets", "deelt niets", "share nothing", "shares nothing", "anoniem", "anonymous", "anonymously"],
	],
	"speaks of accounts, passwords or codes": [
		...["account", "accounts", "wachtwoord", "wachtwoorden", "password", "passwords", "sms code", "code", "codes"],
		...["pincode", "inloggen", "log in", "sign in", "verifieer", "verify", "gebruikersnaam"],
	],
	"claims what nobody can check": [
		...["de grootste", "het grootste", "de beste", "nummer 1", "nummer een", "nr 1", "de enige", "gegarandeerd"],
		...["the biggest", "the largest", "the best", "number 1", "number one", "no 1", "the only", "guaranteed"],
	],
	"names an authority": ["autoriteit persoonsgegevens", "belastingdienst", "politie", "police", "fiod", "europol"],
};

/** Words as they look. */
const wordsOf = (text: string) =>
	text
		.split(/[^\p{L}\p{M}\p{N}]+/u)
		.map(skeleton)
		.filter((word) => word !== "");
const phrase = (text: string) => ` ${wordsOf(text).join(" ")} `;

const MAX_WORDS = 6;

/** The first name of another that stands in a text as words of its own. */
function named(text: string, brand: string, { worded }: Index): Known | undefined {
	const words = wordsOf(text);
	for (const at of words.keys())
		for (let end = at + 1; end <= at + MAX_WORDS; end += 1) {
			const found = worded.get(words.slice(at, end).join(" "))?.find((one) => one.brand !== brand);
			if (found !== undefined) return found;
		}
	return undefined;
}

const SIGNS: readonly (readonly [RegExp, string])[] = [
	[/[^\s@]@[^\s@]/u, "holds an e-mail address"],
	[/(?:[+]|\b0)(?:[ ().-]?[0-9]){6}|\b0[89]00\b/u, "holds a phone number"],
	[/[€$£]|[0-9],-/u, "holds an amount of money"],
	[/\b100\s?(?:%|procent|percent)/iu, "promises all of something"],
];

/** The dotted names of a text that are not a host of the brand. */
function foreignHosts(text: string, own: readonly string[]): boolean {
	const hosts = text.toLowerCase().match(/[\p{L}\p{N}-]+(?:[.][\p{L}\p{N}-]+)+/gu) ?? [];
	const isHost = (name: string) => /[.]\p{L}[\p{L}\p{N}-]+$/u.test(name) && !own.includes(name);
	return /:\/\//u.test(text) || hosts.some(isHost);
}

/** What a reader takes for the operator's own word: it stands in the statement, the terms or on the operator's pages. */
function claims(
	text: string,
	own: readonly string[],
	folded: readonly (readonly [string, readonly string[]])[],
): string[] {
	const words = phrase(text);
	return [
		...(foreignHosts(text, own) ? ["holds an address that is not the brand's"] : []),
		...SIGNS.filter(([sign]) => sign.test(text)).map(([, why]) => why),
		...folded.filter(([, phrases]) => phrases.some((phrase) => words.includes(phrase))).map(([why]) => why),
	];
}

function textsIn(value: unknown, path: Path): Text[] {
	if (typeof value === "string") return [{ path, text: value }];
	if (Array.isArray(value)) return value.flatMap((one, at) => textsIn(one, [...path, at]));
	return Object.entries(Object(value)).flatMap(([key, inner]) => textsIn(inner, [...path, key]));
}

const copyOf = ({ file }: ParsedBrand): Text[] => textsIn(file.copy, ["copy"]);

function namesOf({ file }: ParsedBrand): Text[] {
	const { senderName } = file.mail ?? {};
	return [
		{ path: ["name"], text: file.name },
		...(senderName === undefined ? [] : [{ path: ["mail", "senderName"], text: senderName }]),
	];
}

/** Names and copy that a reader may take for another brand's, the operator's or the law's. All are warnings. */
export function checkImitation(brands: readonly ParsedBrand[], operators: readonly ParsedOperator[]): Problem[] {
	const index = indexOf(knownNames(brands, operators));
	const folded = Object.entries(WORDS).map(([why, all]) => [why, all.map(phrase)] as const);
	return brands.flatMap((brand) => {
		const warn = (path: Path, why: string, fix: string): Problem => ({
			...problemAt(brand.source, path, why, fix),
			level: "warning",
		});
		const { primary, aliases = [] } = brand.file.hosts;
		const names = namesOf(brand).flatMap(({ path, text }) => {
			const other = imitated(text, brand.id, index);
			const reserved = reservedName(text, []);
			return [
				...(other === undefined
					? []
					: [warn(path, `${quote(text)} can be taken for ${quote(other.name)} of ${other.owner}.`, OWN_NAME)]),
				...(reserved === undefined
					? []
					: [warn(path, `${quote(text)} reads as staff, an authority or a security notice.`, OWN_NAME)]),
			];
		});
		const copy = copyOf(brand).flatMap(({ path, text }) => {
			const other = named(text, brand.id, index);
			const naming = other === undefined ? [] : [`names ${quote(other.name)} of ${other.owner}`];
			return [...naming, ...claims(text, [primary, ...aliases], folded)].map((why) =>
				warn(path, `This text ${why}.`, OWN_WORDS),
			);
		});
		return [...names, ...copy];
	});
}

const OWN_NAME = "Choose a name that cannot be confused, or let the operator agree before it is published.";
const OWN_WORDS = "The statement, the terms and the account pages say this: leave it out, or let the operator agree.";
