import { deriveStatement } from "#features/privacy/statement/statement.ts";
import { passagesOf, sentenceHash } from "#features/privacy/tested/passages.ts";
import { RUNNING } from "../publish/running.ts";
import type { CompiledBrand } from "../tenants/files.ts";

/** By promise, the hashes of the sentences with which these brands make it, in every language of theirs. */
export async function sentencesOf(
	brands: readonly Pick<CompiledBrand, "look" | "legal">[],
): Promise<ReadonlyMap<string, readonly string[]>> {
	const hashes = new Map<string, Set<string>>();
	for (const { look, legal } of brands)
		for (const locale of look.locales.available)
			for (const { id, text } of passagesOf(deriveStatement(legal, locale, RUNNING)))
				if (text !== undefined) hashes.set(id, (hashes.get(id) ?? new Set()).add(await sentenceHash(text)));
	return new Map([...hashes].map(([id, known]) => [id, [...known].sort()]));
}
