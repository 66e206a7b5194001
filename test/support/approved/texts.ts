import { passagesOf } from "#features/privacy/tested/passages.ts";
import { renderText } from "#foundation/documents/render-text.ts";
import { absoluteUrl } from "#foundation/i18n/path.ts";
import { consentTexts } from "./consents.tsx";
import { letterTexts } from "./letters.ts";
import { textOf } from "./plain.ts";
import { type PublishedText, publishedTexts } from "./published.ts";

/**
 * What every brand of `tenants/` says and asks by the code as it stands, by path below `test/approved/`: statement,
 * terms, the sentences of promises, letters, and the words of each consent (DECISIONS 85). Nothing in it depends on the time or the machine.
 */
export async function derivedTexts(directory: string): Promise<Map<string, string>> {
	const published = await publishedTexts(directory);
	const texts = (await Promise.all(published.map(textsOf))).flat();
	return new Map([...texts, ...published.map(quotedOf)].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** By which words the statement makes each promise, as the page of what tests prove quotes it (DECISIONS 128). */
function quotedOf({ edition, locale, statement }: PublishedText): [path: string, text: string] {
	const lines = passagesOf(statement).flatMap(({ id, section, text }) => [`${id} #${section}`, text ?? "-"]);
	return [`${edition.brand.id}/${locale}/promises.txt`, textOf(lines)];
}

/** Those of one brand in one language. */
export async function textsOf(published: PublishedText): Promise<[path: string, text: string][]> {
	const { edition, locale, statement, terms } = published;
	const { brand } = edition;
	const origin = absoluteUrl({ look: brand.look, locale }, "/").replace(/\/$/, "");
	const named = (folder: string, texts: Map<string, string>) =>
		[...texts].map(([name, text]): [string, string] => [`${folder}/${name}`, text]);
	const all: [string, string][] = [
		["statement", renderText(statement, origin)],
		["terms", renderText(terms, origin)],
		...named("letters", await letterTexts(published)),
		...named("consents", consentTexts(published)),
	];
	return all.map(([name, text]) => [`${brand.id}/${locale}/${name}.txt`, text]);
}
