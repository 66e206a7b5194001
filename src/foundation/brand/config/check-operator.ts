import { isInEea } from "../../i18n/countries.ts";
import type { Terms } from "./operator.ts";
import { type Path, type Problem, problemAt, quote, suggest, valueAt } from "./problem.ts";
import { leavesOf, type ParsedOperator } from "./resolve.ts";

/** The data items of the register: all of them, and those that can be special data (GDPR Art. 9). */
export type ItemIndex = { ids: readonly string[]; special: ReadonlySet<string> };

/** Those through whose machines everything passes. */
const CARRIERS = new Set(["hosting", "development"]);
/** Those that may see messages and photos, because that is their task. */
const READERS = new Set(["hosting", "development", "moderation"]);
/** Those that a visitor must say yes to first (ePrivacy Directive Art. 5(3)). */
const CONSENT_KINDS = new Set(["analytics", "fraud_prevention"]);
const UNFILLED = /^(todo|tbd|fixme|xxx+|n\/?a|none|unknown|example|[-.?_ ]+)$|\b(lorem ipsum|fill in|invullen)\b/i;

type At = (path: Path, why: string, fix: string) => Problem;

function checkIdentity({ id, file, source }: ParsedOperator, at: At): Problem[] {
	if (!/^[a-z][a-z0-9-]{1,30}$/.test(id)) {
		return [at([], `${quote(id)} is no operator id.`, "Name the file with 2 to 31 small letters, digits, hyphens.")];
	}
	const { recipient: _r, defaults: _d, brand: _b, limits: _l, ...identity } = file;
	return leavesOf(identity).flatMap((path) => {
		const value = valueAt(source.value, path);
		if (typeof value !== "string" || !UNFILLED.test(value.trim())) return [];
		return [at(path, `${quote(value)} is no answer: the legal block is incomplete.`, "Write what is registered.")];
	});
}

function checkFields(items: ItemIndex, kind: string, fields: readonly string[], path: Path, at: At): Problem[] {
	if (fields.includes("*")) {
		if (!CARRIERS.has(kind))
			return [at(path, `A recipient of kind ${quote(kind)} cannot get everything.`, "Name the items.")];
		return fields.length > 1 ? [at(path, '"*" stands beside other items.', 'Write ["*"] alone.')] : [];
	}
	return fields.flatMap((item, index) => {
		const here = [...path, index];
		if (!items.ids.includes(item)) return [at(here, `${quote(item)} is no data item.`, suggest(item, items.ids))];
		if (items.special.has(item) && !READERS.has(kind)) {
			return [at(here, `${quote(item)} can be special data, which no third party gets.`, "Remove it (GDPR Art. 9).")];
		}
		return fields.indexOf(item) !== index ? [at(here, `${quote(item)} stands here twice.`, "Keep one.")] : [];
	});
}

function checkConsent(kind: string, requiresConsent: boolean, path: Path, at: At): Problem[] {
	if (requiresConsent || !CONSENT_KINDS.has(kind)) return [];
	const why = `A recipient of kind ${quote(kind)} gets data only from people who said yes.`;
	return [at(path, why, "Write requiresConsent = true.")];
}

function checkRecipients({ file }: ParsedOperator, items: ItemIndex, at: At): Problem[] {
	return Object.entries(file.recipient).flatMap(([id, recipient]) => {
		const path = ["recipient", id];
		const problems = [
			...checkFields(items, recipient.kind, recipient.fields, [...path, "fields"], at),
			...checkConsent(recipient.kind, recipient.requiresConsent, [...path, "requiresConsent"], at),
		];
		if (!/^[a-z0-9][a-z0-9-]{1,40}$/.test(id)) {
			problems.push(at(path, `${quote(id)} is no id.`, "Small letters, digits and hyphens."));
		}
		return [...problems, ...checkName(recipient, path, at), ...checkPlaces(recipient, path, at)];
	});
}

type RecipientFile = ParsedOperator["file"]["recipient"][string];

/** A company has a name and a country; a group says what it is, in each language. */
function checkName({ name, group, country }: RecipientFile, path: Path, at: At): Problem[] {
	if (name === undefined && group === undefined) {
		return [at(path, "The recipient has neither a name nor a group.", "Add name, or group until a company is named.")];
	}
	if (name === undefined || country !== undefined) return [];
	return [at(path, `${quote(name)} has no country.`, "Add country: two letters.")];
}

/** Each country outside the EEA needs an instrument that covers it. */
function checkPlaces({ name, country, transfer, processedIn = [] }: RecipientFile, path: Path, at: At): Problem[] {
	const problems: Problem[] = [];
	if (country !== undefined && !isInEea(country) && transfer === undefined) {
		const why = `${name ?? "The recipient"} is in ${country}, outside the EEA, and no transfer instrument is named.`;
		problems.push(at(path, why, "Add transfer: adequacy, dpf, scc, bcr or code_of_conduct (GDPR Art. 44)."));
	}
	const places = [
		{ country, transfer, path: [...path, "transfer"] },
		...processedIn.map((place, index) => ({ ...place, path: [...path, "processedIn", index] })),
	];
	for (const place of places) {
		if (place.transfer !== "dpf" || place.country === "US") continue;
		problems.push(at(place.path, "The Data Privacy Framework covers the US only.", "Name another instrument."));
	}
	// Google Ireland's own terms have Google LLC process in the US.
	if (name !== undefined && /\bgoogle\b/i.test(name) && !places.some((place) => place.country === "US")) {
		const why = `${quote(name)} has its data processed in the US as well, and the statement would not say so.`;
		problems.push(at(path, why, 'Add processedIn = [{ country = "US", transfer = "dpf" }], or another instrument.'));
	}
	return problems;
}

function checkTerms(operator: ParsedOperator, base: Path, terms: Terms, items: ItemIndex, at: At): Problem[] {
	const known = Object.keys(operator.file.recipient);
	const problems: Problem[] = [];
	terms.recipients?.forEach((id, index) => {
		const path = [...base, "recipients", index];
		if (!known.includes(id)) problems.push(at(path, `There is no [recipient.${id}].`, suggest(id, known)));
		else if (terms.recipients?.indexOf(id) !== index)
			problems.push(at(path, `${quote(id)} stands here twice.`, "Keep one."));
	});
	for (const [id, share] of Object.entries(terms.sharing ?? {})) {
		const path = [...base, "sharing", id];
		const recipient = Object.hasOwn(operator.file.recipient, id) ? operator.file.recipient[id] : undefined;
		if (recipient === undefined) {
			problems.push(at(path, `There is no [recipient.${id}].`, suggest(id, known)));
			continue;
		}
		problems.push(...checkFields(items, recipient.kind, share.fields ?? [], [...path, "fields"], at));
		problems.push(...checkConsent(recipient.kind, share.requiresConsent ?? true, [...path, "requiresConsent"], at));
	}
	terms.withhold?.forEach((item, index) => {
		if (items.ids.includes(item)) return;
		problems.push(at([...base, "withhold", index], `${quote(item)} is no data item.`, suggest(item, items.ids)));
	});
	return problems;
}

/** Meaning and policy of an operator's file, looked at on its own. */
export function checkOperator(operator: ParsedOperator, items: ItemIndex): Problem[] {
	const at: At = (path, why, fix) => problemAt(operator.source, path, why, fix);
	const blocks = Object.entries(operator.file.brand ?? {});
	return [
		...checkIdentity(operator, at),
		...checkRecipients(operator, items, at),
		...checkTerms(operator, ["defaults"], operator.file.defaults, items, at),
		...blocks.flatMap(([id, terms]) => checkTerms(operator, ["brand", id], terms, items, at)),
	];
}

/** Blocks for brands that do not exist: a slip here would leave a brand on the defaults. */
export function checkBlocks({ file, source }: ParsedOperator, brandIds: readonly string[]): Problem[] {
	return Object.keys(file.brand ?? {})
		.filter((id) => !brandIds.includes(id))
		.map((id) => problemAt(source, ["brand", id], `There is no brand ${quote(id)}.`, suggest(id, brandIds)));
}
