import type { DocumentVersion } from "./settings.ts";

/**
 * The later version that took this one back before its day: it counts from an earlier day. An editorial version that
 * amends an announced one counts from the same day, and takes nothing back.
 */
export function withdrawnBy(
	version: DocumentVersion,
	versions: readonly DocumentVersion[],
): DocumentVersion | undefined {
	return versions.find(
		(later) => later.kind === "generated" && later.number > version.number && later.effectiveAt < version.effectiveAt,
	);
}
