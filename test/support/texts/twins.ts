import { ADDRESS, type Finding, negationsIn, sentencesOf, type Text, withoutAddresses } from "./units.ts";

/**
 * A text in Dutch and in English says the same: as many pieces, sentences and negations, the same numbers and
 * addresses, piece by piece. So words that change in one language alone are seen, whatever they are about.
 */
export function checkTwins(dutch: Text, english: Text, names: readonly string[]): Finding[] {
	if (dutch.blocks.length !== english.blocks.length) {
		const pieces = `${dutch.blocks.length} pieces in Dutch, ${english.blocks.length} in English`;
		return [{ fact: "both languages: pieces", where: `${dutch.path}: ${pieces}` }];
	}
	return dutch.blocks.flatMap((block, index) => {
		const other = english.blocks[index] ?? "";
		const phrased = PHRASED.filter(([one, two]) => one.test(block) && two.test(other)).map(([, , more]) => more);
		const [one, two] = [measured(block, "nl", names), measured(other, "en", names)];
		const more = (what: "sentences" | "negations") => phrased.reduce((sum, each) => sum + (each[what] ?? 0), 0);
		const differs = [
			...(one.sentences - two.sentences === more("sentences") ? [] : ["sentences" as const]),
			...(one.negations - two.negations === more("negations") ? [] : ["negations" as const]),
			...(one.numbers === two.numbers ? [] : ["numbers" as const]),
			...(one.names === two.names ? [] : ["names" as const]),
			...(one.addresses === two.addresses ? [] : ["addresses" as const]),
		];
		return differs.map((what) => ({
			fact: `both languages: ${what}`,
			where: `${dutch.path}: ${one[what]} | ${two[what]} in "${block.slice(0, 60)}"`,
		}));
	});
}

function measured(block: string, locale: "nl" | "en", names: readonly string[]) {
	const words = withoutAddresses(block);
	const addresses = (block.match(ADDRESS) ?? []).map((one) => one.replace(/(?<=:\/\/[^/]+)\/(?:en|nl)(?=\/|$)/, ""));
	return {
		sentences: sentencesOf(block).length,
		negations: negationsIn(words, locale),
		numbers: (words.match(/\d+/g) ?? []).sort().join(" "),
		names: names.map((name) => `${name} ${words.split(name).length - 1}`).join(),
		addresses: addresses.sort().join(" "),
	};
}

type More = { sentences?: number; negations?: number };

/**
 * Where the two languages put one thing differently, and by how much the Dutch has more. Found by single words that are
 * no negations: a negation that comes or goes, wherever it stands, must still be seen.
 */
const PHRASED: readonly (readonly [dutch: RegExp, english: RegExp, more: More])[] = [
	[/(?=.*functionaris)(?=.*bereik)/, /(?=.*officer)(?=.*reach)/, { sentences: 1 }],
	[/(?=.*MAC-adres)(?=.*website)/, /(?=.*MAC)(?=.*website)/, { sentences: 1 }],
	[/(?=.*leveren)(?=.*plicht)/, /(?=.*provide)(?=.*duty)/, { negations: 1 }],
	[/(?=.*verzegelen)(?=.*database)/, /(?=.*seal)(?=.*database)/, { negations: -1 }],
	[/(?=.*jonger)(?=.*schorten)/, /(?=.*younger)(?=.*suspend)/, { negations: 1 }],
	[/(?=.*aanmelden)(?=.*Al het andere)/, /(?=.*join)(?=.*Everything else)/, { negations: 1 }],
	[/(?=.*beschermt)(?=.*uitzondering)/, /(?=.*protects)(?=.*exception)/, { sentences: 1 }],
	[/(?=.*bezwaar)(?=.*situatie)/, /(?=.*object)(?=.*situation)/, { negations: 1 }],
	[/onderhoud/, /maintenance/, { negations: 1 }],
	[/uitgebreide/, /extensive/, { negations: -1 }],
	[/^Naam op deze site \(/, /^Name on this site \(/, { negations: 1 }],
];
