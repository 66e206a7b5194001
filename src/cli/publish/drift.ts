import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { deriveTerms, termsFacts } from "#features/terms/terms.ts";
import type { DocumentVersion } from "#foundation/brand/settings.ts";
import type { DocumentTree } from "#foundation/documents/tree.ts";
import { LOCALES, type Locale } from "#locales/locales.ts";
import type { LiveState } from "./live-state.ts";
import { derive, sameHashes, settingsOf } from "./publication.ts";
import { RUNNING } from "./running.ts";

/**
 * Published texts that this code, from the very settings that were published, derives otherwise (DECISIONS 7): the
 * ids of brands, and of realms for their terms.
 */
export async function driftedTexts(live: LiveState): Promise<string[]> {
	const drifted: string[] = [];
	for (const { id, legal, statements } of live.brands.values()) {
		const latest = legal.at(-1);
		const version = statements.find(({ number }) => number === latest?.statement);
		if (latest && version && (await differs(version, (locale) => deriveStatement(latest.settings, locale, RUNNING))))
			drifted.push(id);
	}
	for (const [realm, versions] of live.terms) {
		const settings = settingsOf(realm, [], live);
		const [latest, operator] = [versions.at(-1), settings[0]?.operator];
		const facts = termsFacts(settings);
		if (latest && operator && (await differs(latest, (locale) => deriveTerms(operator, locale, facts))))
			drifted.push(`the terms of ${realm}`);
	}
	return drifted;
}

async function differs(version: DocumentVersion, make: (locale: Locale) => DocumentTree): Promise<boolean> {
	const locales = LOCALES.filter((locale) => version.hash[locale] !== undefined);
	return !sameHashes(version.hash, (await derive(locales, make)).hash);
}
