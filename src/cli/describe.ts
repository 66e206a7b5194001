import { NOTICE_DELAY_MS } from "#features/memberships/notice-steps.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import { calendarDay } from "#foundation/i18n/date.ts";
import { BASE_LOCALE } from "#locales/locales.ts";
import type { MembersToTell } from "./publish/members-to-tell.ts";
import type { BrandPlan, Plan } from "./publish/publication.ts";

/** A plan in words: which settings, what the statement says of it and from when, how many members hear of it. */
export function describePlan(plan: Plan, toTell: MembersToTell): string {
	const lines: string[] = [];
	for (const brand of plan.brands) lines.push(...describeBrand(brand, toTell));
	for (const [realm, { version }] of plan.terms)
		lines.push(`terms of ${realm}: version ${version.number}, in force ${calendarDay(version.effectiveAt)}`);
	if (plan.unchanged.length > 0) lines.push(`unchanged: ${plan.unchanged.join(", ")}`);
	return `${lines.join("\n")}\n`;
}

function describeBrand({ before, after, compiled, statement }: BrandPlan, toTell: MembersToTell): string[] {
	const head = before
		? `~ ${after.id}: revision ${after.revision}`
		: `+ ${after.id}: new brand on ${after.look.hosts.primary}`;
	const lines = [head, ...settingChanges(before, after, compiled.provenance).map((line) => `    ${line}`)];
	if (!statement)
		return lines.length > 1 ? [...lines, "    the statement stays as it is"] : [...lines, "    the terms change"];
	const { version, words } = statement;
	const when =
		version.effectiveAt <= version.publishedAt
			? "in force now"
			: `in force ${calendarDay(version.effectiveAt)}, announced now`;
	lines.push(`    statement: version ${version.number} (${version.change}), ${when}`);
	lines.push(...words[BASE_LOCALE].map((sentence) => `      · ${sentence}`));
	const members = toTell.get(after.id);
	if (members !== undefined)
		lines.push(
			`    members to tell: ${members}${members > 0 ? `, by mail from ${mailedFrom(version.publishedAt)}` : ""}`,
		);
	const waiting = waitingOf(compiled);
	return waiting === "" ? lines : [...lines, `    not said, because nothing brings it yet: ${waiting}`];
}

/** What a brand's files ask for and its edition leaves out, by name. */
export const waitingOf = ({ waiting }: Pick<BrandPlan["compiled"], "waiting">): string =>
	[...(waiting?.features ?? []), ...(waiting?.recipients ?? []).map((id) => `recipient ${id}`)].join(", ");

type Provenance = BrandPlan["compiled"]["provenance"];

/** One line per setting that differs, with the place that it comes from. */
export function settingChanges(
	before: PublishedBrand | undefined,
	after: PublishedBrand,
	provenance: Provenance,
): string[] {
	if (!before) return [];
	const old = flatten({ look: before.look, legal: before.legal.at(-1)?.settings });
	const next = flatten({ look: after.look, legal: after.legal.at(-1)?.settings });
	return [...new Set([...old.keys(), ...next.keys()])]
		.filter((path) => old.get(path) !== next.get(path))
		.map(
			(path) => `${path}: ${old.get(path) ?? "nothing"} → ${next.get(path) ?? "nothing"}${origin(path, provenance)}`,
		);
}

/** The settings in which two brands differ. Those of the register are no file's. */
export function changedPaths(one: Settings, other: Settings): string[] {
	const { register: _one, ...legal } = one.legal;
	const { register: _other, ...otherLegal } = other.legal;
	const [before, after] = [flatten({ look: one.look, legal }), flatten({ look: other.look, legal: otherLegal })];
	return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
}

type Settings = Pick<BrandPlan["compiled"], "look" | "legal">;

/** The file that a setting was written in, if any. */
export function fileOf(path: string, provenance: Provenance): string | undefined {
	const found = originOf(path, provenance);
	return found && "file" in found ? found.file : undefined;
}

/** A list has one origin: the longest prefix that is known. */
function originOf(path: string, provenance: Provenance) {
	for (let key = path; key !== ""; key = key.includes(".") ? key.slice(0, key.lastIndexOf(".")) : "") {
		const found = provenance[key];
		if (found) return found;
	}
	return undefined;
}

function origin(path: string, provenance: Provenance): string {
	const found = originOf(path, provenance);
	if (found === undefined) return "";
	return "file" in found ? `  (${found.file}:${found.line})` : `  (${found.from})`;
}

function flatten(value: unknown, path = "", into = new Map<string, string>()): Map<string, string> {
	if (typeof value === "object" && value !== null)
		for (const [key, child] of Object.entries(value)) flatten(child, path === "" ? key : `${path}.${key}`, into);
	else if (value !== undefined) into.set(path, JSON.stringify(value));
	return into;
}

/** To the minute, in UTC. */
const mailedFrom = (publishedAt: string) =>
	`${new Date(Date.parse(publishedAt) + NOTICE_DELAY_MS).toISOString().slice(0, 16).replace("T", " ")} UTC`;
