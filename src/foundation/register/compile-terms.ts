import type { EditionTerms } from "../brand/edition-terms.ts";
import type { Legal } from "../brand/settings.ts";
import type { Register } from "./declaration.ts";
import { PURPOSES } from "./purposes.ts";
import { RETENTION } from "./retention.ts";
import { resolveRule } from "./terms.ts";

/** The register as it stands, for an edition to fix. A publication alone calls this. */
export function compileTerms(
	legal: Pick<Legal, "eraseAfterClosing" | "visitLogRetention">,
	register: Register,
): EditionTerms {
	const rules = Object.entries(RETENTION).map(([id, rule]) => [id, resolveRule(rule, legal)] as const);
	const cookies = register.flatMap(({ planned, cookies: own }) =>
		planned ? [] : own.map(({ id, keptFor }) => [id, keptFor] as const),
	);
	return {
		retention: Object.fromEntries(rules),
		cookies: Object.fromEntries(cookies),
		purposes: structuredClone(PURPOSES),
	};
}
