import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BASE_LOCALE, LOCALES, type Locale, words } from "#locales/locales.ts";
import { alike, argumentsOf, notSaid, singularsLacking, unknownKeys, unsaidArguments, wordsIn } from "./words.ts";

/** A count takes forms, which no sample is. */
const PLURAL = "language.plural";
/** Lists that are as long as a language needs, and what a language is to machines. */
const OF_EACH = /^language\.(domains|tag|openGraph)|^legalWholeIn$/;

const FOLDER = "src/locales";
const filesOf = (locale: Locale) => readdirSync(`${FOLDER}/${locale}`, { recursive: true, encoding: "utf8" }).sort();
const others = LOCALES.filter((locale) => locale !== BASE_LOCALE);
const base = words(BASE_LOCALE);
const pathsOf = (locale: Locale) =>
	wordsIn(words(locale))
		.map(({ path }) => path)
		.filter((path) => !OF_EACH.test(path));

/** Words that two languages share, and why each is no forgotten translation. */
const SHARED: Readonly<Record<string, RegExp>> = {
	"a name": /^countries\.|^statistics\.places\.\w+$|^statement\.payment\.ideal$|^language\.name$/,
	"a word of computing that Dutch took over as it is":
		/^security\.passkey\.(title|panel|standardName)$|^(statement\.head|statement\.cookies|ui\.nav|register\.items\.browser)\b.*(cookie|Cookie|heading|pageLink|name)s?$|^documents\.formats\.pdf$|\.(email|website|byEmail|contactHeading)$|^accountHost\.nav\.(label|notifications|privacy)$/,
	"spelled alike in English and Dutch":
		/^accounts\.brands\.open$|\.performers\b|^console\.(nav\.brands|roles\.moderator)$|^brands\.(title|heads\.site|facts\.database)$|^queues\.(device|menu)$|^moderation\.age\.console\.state$|^myData\.(export\.(kilo|mega)bytes|copy\.site)$|^photoReview\.brand$|^helpdesk\.(ticket\.size|desk\.site|byMail\.wholeName)$|^breaches\.openTitle$|^records\.(facts\.contact|heads\.sites)$|^versions\.site$|^statistics\.(labels\.brand|desk\.(accounts|csv\.(week|site)))$|^tested\.tests$|^profiles\.(orientations\.bisexual|member\.genderLabel)$/,
};

/** Arguments that choose words and stand in none. */
const CHOOSES =
	/^doors\.door 0$|^statement\.recipients\.with(out)?Ip 1$|^statementSummary\.(afterConsent 1|outside 1|onInstruction 0)$/;

/** Plurals of what is counted. Characters are not among them: a limit is never one. */
const COUNTED = new Set(
	"days times photos minutes hours weeks months years passkeys parties dagen keren minuten weken maanden partijen".split(
		" ",
	),
);

/** Keys that no code names: it reads them by a value or in order, or words alone use them. */
const READ_OTHERWISE = /^([A-Z]{2}|yours|care|liability|plural)$/;

describe("words", () => {
	it.each(others)("of %s stand in the same files under the same keys as English's", (locale) => {
		expect(filesOf(locale)).toEqual(filesOf(BASE_LOCALE));
		expect(pathsOf(locale)).toEqual(pathsOf(BASE_LOCALE));
	});

	it.each(LOCALES)("of %s say all that they are told", (locale) => {
		expect(unsaidArguments(words(locale), PLURAL).filter((unsaid) => !CHOOSES.test(unsaid))).toEqual([]);
		for (const { path, said } of wordsIn(base)) {
			if (typeof said === "string" || path === PLURAL) continue;
			const own = argumentsOf(words(locale), path);
			expect(own, path).toBe(argumentsOf(base, path));
		}
		expect(notSaid(base, words(locale), PLURAL)).toEqual([]);
	});

	it.each(LOCALES)("of %s have a singular", (locale) => {
		expect(singularsLacking(words(locale), PLURAL, COUNTED)).toEqual([]);
	});

	it("are another language's only where a reason is given", () => {
		const pairs = LOCALES.flatMap((one, index) => LOCALES.slice(index + 1).map((other) => [one, other] as const));
		const shared = pairs.flatMap(([one, other]) => alike(words(one), words(other), PLURAL));
		const listed = (path: string) => Object.values(SHARED).some((paths) => paths.test(path));
		expect(shared.filter((path) => !listed(path))).toEqual([]);
	});

	it("have no key that no code knows", () => {
		const files = readdirSync("src", { recursive: true, encoding: "utf8" });
		const code = files.filter(
			(file) => /\.tsx?$/.test(file) && !/^locales\/..\//.test(file) && !/generated/.test(file),
		);
		const tokens = new Set(code.flatMap((file) => readFileSync(`src/${file}`, "utf8").match(/[\w-]+/g) ?? []));
		expect(unknownKeys(base, tokens).filter((key) => !READ_OTHERWISE.test(key))).toEqual([]);
	});
});

describe("the rules of words", () => {
	it("find what is not said, has no singular, is alike, or is unknown", () => {
		const greet = { hello: { name: (name: string) => `Hello, ${name}.` }, days: (days: number) => `In ${days} days` };
		expect(wordsIn(greet).map(({ path }) => path)).toEqual(["hello.name", "days"]);
		expect(unsaidArguments(greet, "")).toEqual([]);
		expect(unsaidArguments({ a: { b: (_name: string, at: string) => `At ${at}.` } }, "")).toEqual(["a.b 0"]);
		const curt = { hello: { name: (_name: string) => "Hoi." }, days: (days: number) => `Over ${days} dagen` };
		expect(notSaid(greet, curt, "")).toEqual(["hello.name"]);
		expect(notSaid(greet, greet, "")).toEqual([]);
		expect(singularsLacking(greet, "", COUNTED)).toEqual(["days: 1 days"]);
		expect(alike(greet, { ...curt, days: (count: number) => `In ${count} days` }, "")).toEqual(["days"]);
		expect(unknownKeys(greet, new Set(["hello", "days"]))).toEqual(["name"]);
		const letter = {
			write: ({ link }: { link: string }, { day }: { day: (iso: string) => string }) => [link, day("x")],
		};
		expect(unsaidArguments(letter, "")).toEqual([]);
	});
});
