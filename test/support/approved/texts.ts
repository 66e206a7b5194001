import { renderText } from "#foundation/documents/render-text.ts";
import { absoluteUrl } from "#foundation/i18n/path.ts";
import { consentTexts } from "./consents.tsx";
import { letterTexts } from "./letters.ts";
import { type PublishedText, publishedTexts } from "./published.ts";

/**
 * What every brand of `tenants/` says and asks by the code as it stands, by path below `test/approved/`: statement,
 * terms, letters, and the words of each consent (DECISIONS 85). Nothing in it depends on the time or the machine.
 */
export async function derivedTexts(directory: string): Promise<Map<string, string>> {
	const texts = await Promise.all((await publishedTexts(directory)).map(textsOf));
	return new Map(texts.flat().sort(([one], [other]) => (one < other ? -1 : 1)));
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
