import { getPublicSuffix } from "tldts";
import { type Path, type Problem, problemAt, quote, type Source } from "#foundation/brand/config/problem.ts";
import type { ParsedBrand, ParsedOperator } from "#foundation/brand/config/resolve.ts";

/**
 * A name under which anybody may register, by the public suffix list: it is nobody's own, browsers keep no cookie for
 * it, and no certificate is given out for most. A name below one is its holder's.
 */
function suffixProblem(source: Source, path: Path, host: string): Problem[] {
	if (getPublicSuffix(host, { allowPrivateDomains: true }) !== host) return [];
	const why = `${quote(host)} is a public suffix: names below it belong to many, it belongs to nobody.`;
	return [problemAt(source, path, why, `Write the whole name, like "club.${host}".`)];
}

export function checkBrandSuffixes({ file, source }: ParsedBrand): Problem[] {
	const { primary, aliases = [] } = file.hosts;
	return [
		...suffixProblem(source, ["hosts", "primary"], primary),
		...aliases.flatMap((host, index) => suffixProblem(source, ["hosts", "aliases", index], host)),
	];
}

export function checkOperatorSuffix({ file, source }: ParsedOperator): Problem[] {
	return suffixProblem(source, ["accountHost"], file.accountHost);
}
