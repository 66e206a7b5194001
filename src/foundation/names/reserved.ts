import { skeleton } from "./skeleton.ts";

/** Words that a reader takes for staff or the law wherever they stand in a name. */
const ANYWHERE = [
	...["administrator", "beheerder", "moderator", "helpdesk", "webmaster", "klantenservice", "klantendienst"],
	...["customerservice", "belastingdienst", "autoriteitpersoonsgegevens", "fraudedienst"],
];

/** Words that do so as a whole name, or as a part of it between marks, with or without a number behind. */
const AS_A_PART = [
	...["admin", "admins", "mod", "mods", "moderators", "moderatie", "beheer", "support", "staff", "medewerker"],
	...["security", "beveiliging", "veiligheid", "privacy", "compliance", "official", "officieel", "systeem", "system"],
	...["root", "postmaster", "hostmaster", "abuse", "noreply", "redactie", "directie", "operator", "facturatie"],
	...["billing", "politie", "police", "fiod", "europol", "interpol"],
];

const folded = (words: readonly string[]) => new Set(words.map(skeleton).filter((word) => word.length > 2));
const EVERYWHERE = folded(ANYWHERE);
const PARTS = folded(AS_A_PART);

/**
 * Why a reader may take this name for the operator's: it names staff or the law, or one of the operator's own names,
 * by itself, between marks, or beside a word of staff. All as they look at a glance (P03).
 * @param own names of the operator and its brands
 */
export function reservedName(name: string, own: readonly string[]): "staff" | "operator" | undefined {
	const whole = skeleton(name);
	const pieces = name.split(/[^\p{L}\p{N}]+/u).flatMap((part) => [part, part.replace(/\p{N}+$/u, "")]);
	const parts = [whole, ...pieces.map(skeleton)];
	const names = folded(own);
	if ([...EVERYWHERE].some((word) => whole.includes(word)) || parts.some((part) => PARTS.has(part))) return "staff";
	if (parts.some((part) => names.has(part))) return "operator";
	const rests = [...names].filter((one) => whole.includes(one)).map((one) => whole.replace(one, ""));
	return rests.some((rest) => PARTS.has(rest)) ? "staff" : undefined;
}

/** Whether a name that is to be shown is reserved, and not the one that is shown already: that one stays. */
export const becomesReserved = (name: string, shown: string, own: readonly string[]) =>
	name !== shown && reservedName(name, own) !== undefined;
