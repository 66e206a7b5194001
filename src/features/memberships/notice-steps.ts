import type { DocumentVersion } from "#foundation/brand/settings.ts";
import { withdrawnBy } from "#foundation/brand/withdrawn.ts";
import { DAY, HOUR } from "#foundation/time.ts";

/** No mail leaves sooner after a publication, in milliseconds: until then it is taken back without a word to anybody. */
export const NOTICE_DELAY_MS = HOUR;
/** For so long after its publication a version is told to members who were not told of it, in milliseconds. */
const NOTICE_WINDOW_MS = 60 * DAY;

/** The next that a member is told, and the version that the member was told up to then. */
export type NoticeStep = {
	version: DocumentVersion;
	/** Whether the version itself is told by mail: an editorial one is not. */
	announces: boolean;
	/** Announcements that the member was told of and that the version takes back. */
	withdraws: DocumentVersion[];
};

const isAnnouncement = ({ change }: DocumentVersion) => change === "information" || change === "consent";

/** Versions that may be told now, oldest first: what was taken back is told to nobody who did not hear of it. */
export function dueVersions(statements: readonly DocumentVersion[], now: number): DocumentVersion[] {
	return standingVersions(statements).filter((version) => {
		const age = now - Date.parse(version.publishedAt);
		return version.change !== "first" && age >= NOTICE_DELAY_MS && age < NOTICE_WINDOW_MS;
	});
}

/**
 * What a member is told next, who was told of every version up to number `told`; undefined when nothing is due. A
 * member is told of one version at a time, so that a mark says of each version whether the member heard of it.
 */
export function nextNotice(statements: readonly DocumentVersion[], told: number, now: number): NoticeStep | undefined {
	const due = dueVersions(statements, now).filter(({ number }) => number > told);
	const steps = due.map((version) => stepTo(version, statements, told));
	return steps.find(({ announces, withdraws }) => announces || withdraws.length > 0) ?? steps.at(-1);
}

/** What a version tells a member who was told of every version up to number `told`. */
export function stepTo(version: DocumentVersion, statements: readonly DocumentVersion[], told: number): NoticeStep {
	const withdraws = statements.filter(
		(each) => each.number <= told && isAnnouncement(each) && withdrawnBy(each, statements)?.number === version.number,
	);
	return { version, announces: isAnnouncement(version), withdraws };
}

/** The numbers that the page of what a version changes compares: before it, and with its later corrections. */
export function comparedWith(
	version: DocumentVersion,
	statements: readonly DocumentVersion[],
): { from: number; to: number } {
	const before = standingVersions(statements).findLast(({ number }) => number < version.number);
	const corrected = statements.findLast(
		({ number, change, effectiveAt }) =>
			number > version.number && change === "editorial" && effectiveAt === version.effectiveAt,
	);
	return { from: before?.number ?? 0, to: corrected?.number ?? version.number };
}

const standingVersions = (statements: readonly DocumentVersion[]) =>
	statements.filter((version) => version.kind === "generated" && withdrawnBy(version, statements) === undefined);
