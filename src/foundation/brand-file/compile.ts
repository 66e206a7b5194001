import type { z } from "zod";
import { checkLegal, checkNamed, problemOf } from "#foundation/brand/config/check-legal.ts";
import { checkLook } from "#foundation/brand/config/check-look.ts";
import { checkBlocks, checkOperator, type ItemIndex } from "#foundation/brand/config/check-operator.ts";
import { brandFileSchema } from "#foundation/brand/config/config.ts";
import { explainIssues } from "#foundation/brand/config/explain.ts";
import { checkAccountHosts, checkCopy, checkHosts } from "#foundation/brand/config/fleet.ts";
import { checkImitation } from "#foundation/brand/config/imitation.ts";
import { operatorFileSchema } from "#foundation/brand/config/operator.ts";
import { type Problem, problemAt, quote, suggest, valueAt } from "#foundation/brand/config/problem.ts";
import {
	type Origin,
	type ParsedBrand,
	type ParsedOperator,
	type Provenance,
	Resolution,
	resolveLook,
} from "#foundation/brand/config/resolve.ts";
import { resolveLegal, resolveOperator } from "#foundation/brand/config/resolve-legal.ts";
import type { HeroPhoto } from "#foundation/brand/home.ts";
import {
	type Legal,
	type Look,
	legalSchema,
	lookSchema,
	type Operator,
	operatorSchema,
} from "#foundation/brand/settings.ts";
import { type BrandId, brandIdSchema } from "#foundation/ids.ts";
import { checkRecipients } from "#foundation/register/check/check.ts";
import { compileTerms } from "#foundation/register/compile-terms.ts";
import { ITEM_IDS, itemOf } from "#foundation/register/items.ts";
import { offerOf, type Waiting } from "#foundation/register/offer.ts";
import type { Running } from "#foundation/register/running.ts";
import { inOrder } from "./in-order.ts";
import { checkPrintedBrand, checkPrintedOperator } from "./printed.ts";
import { checkBrandSuffixes, checkOperatorSuffix } from "./public-suffixes.ts";
import { readToml } from "./toml.ts";

/** A file as written: its id is its name without `.toml`. */
export type TenantText = { id: string; role: "brand" | "operator"; file: string; text: string };

/** A brand whose words and numbers are right; its images are still to be read. */
export type BrandDraft = {
	id: BrandId;
	realm: Operator["id"];
	look: Look;
	legal: Legal;
	provenance: Provenance;
	waiting: Waiting;
	logo?: { name: string; origin: Origin };
	photo?: { name: string; focus: HeroPhoto["focus"]; alt: HeroPhoto["alt"]; origin: Origin };
};

export type CompileOptions = {
	items?: ItemIndex;
	/** The zone that the platform runs on: no brand may claim a name in it. */
	platformZone?: string;
	/** Host to brand id, of the registry in force: a brand keeps the hosts it holds. */
	holders?: ReadonlyMap<string, string>;
	/** Ids of brands whose files were there before the others. */
	earlier?: ReadonlySet<string>;
	/** What runs: this code's, or for a review what is planned. */
	running: Running;
};

/** The data items of the register. */
const REGISTER_ITEMS: ItemIndex = {
	ids: ITEM_IDS,
	special: new Set(ITEM_IDS.filter((id) => itemOf(id).in.special !== undefined)),
};

type Parsed<File> = { parsed: { id: string; source: ParsedBrand["source"]; file: File } } | { problems: Problem[] };

function parse<Schema extends z.ZodType>(entry: TenantText, schema: Schema): Parsed<z.infer<Schema>> {
	const read = readToml(entry.file, entry.text);
	if ("problem" in read) return { problems: [read.problem] };
	const result = schema.safeParse(read.source.value);
	if (result.success) return { parsed: { id: entry.id, source: read.source, file: result.data } };
	return { problems: explainIssues(read.source, schema, result.error.issues, entry.role) };
}

function parseAll<Schema extends z.ZodType>(texts: readonly TenantText[], role: TenantText["role"], schema: Schema) {
	const all = texts.filter((entry) => entry.role === role).map((entry) => parse(entry, schema));
	return {
		parsed: all.flatMap((one) => ("parsed" in one ? [one.parsed] : [])),
		problems: all.flatMap((one) => ("problems" in one ? one.problems : [])),
	};
}

/** Settings that no layer gives: said once per setting, where the operator would write it. */
function missing(
	resolution: Resolution,
	prefix: string,
	value: unknown,
	issues: readonly z.core.$ZodIssue[],
): Problem[] {
	return issues.map((issue) => {
		const path = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
		const target = [prefix, ...path].join(".");
		if (valueAt(value, path) !== undefined)
			return problemOf(resolution, target, `${quote(path.join("."))} is not right.`, "");
		const why = `${quote(path.join("."))} is set nowhere, so the legal block is incomplete.`;
		return problemOf(resolution, target, why, "Set it under [defaults] or under [brand.<id>].");
	});
}

function compileBrand(brand: ParsedBrand, operator: ParsedOperator, items: ItemIndex, running: Running) {
	const resolution = new Resolution(brand, operator);
	const lookValue = resolveLook(resolution);
	const legalValue = resolveLegal(resolution, items.ids);
	const allowed = operator.file.brand?.[brand.id]?.features ?? operator.file.defaults.features ?? [];
	const look = lookSchema.safeParse(lookValue);
	const legal = legalSchema.safeParse(legalValue);
	const id = brandIdSchema.safeParse(brand.id);
	const problems = [
		...checkLook(brand, allowed),
		...checkPrintedBrand(brand),
		...checkBrandSuffixes(brand),
		...(look.success ? [] : missing(resolution, "look", lookValue, look.error.issues)),
		...(legal.success ? [] : missing(resolution, "legal", legalValue, legal.error.issues)),
	];
	if (!look.success || !legal.success || !id.success) return { problems };
	problems.push(...checkLegal(legal.data, look.data, resolution));
	const name = brand.file.theme.logo;
	const offer = offerOf(legal.data, running);
	problems.push(...checkNamed(offer.legal, resolution));
	problems.push(
		...checkRecipients(offer.legal).map((why) =>
			problemOf(resolution, "legal.recipients", `recipient ${why}.`, "Remove the item from its fields."),
		),
	);
	const draft: BrandDraft = {
		id: id.data,
		realm: legal.data.operator.id,
		look: look.data,
		legal: { ...offer.legal, register: compileTerms(offer.legal, running.register) },
		provenance: resolution.provenance,
		waiting: offer.waiting,
		...(name === undefined ? {} : { logo: { name, origin: resolution.brandOrigin(["theme", "logo"]) } }),
		...photoOf(brand, resolution),
	};
	return { draft, problems };
}

function photoOf({ file }: ParsedBrand, resolution: Resolution): Pick<BrandDraft, "photo"> {
	const { photo } = file.home ?? {};
	if (photo === undefined) return {};
	const alts = Object.entries(file.copy).map(([locale, copy]) => [locale, copy?.photoAlt]);
	const alt = Object.fromEntries(alts.filter(([, text]) => text !== undefined));
	const origin = resolution.brandOrigin(["home", "photo"]);
	return { photo: { name: photo.file, focus: photo.focus ?? [50, 50], alt, origin } };
}

/** The operator of a brand, or why there is none. */
function operatorOf(brand: ParsedBrand, operators: readonly ParsedOperator[], texts: readonly TenantText[]) {
	const wanted = brand.file.operator;
	const operator = operators.find(({ id }) => id === wanted);
	if (operator !== undefined) return { operator };
	const known = texts.filter(({ role }) => role === "operator").map(({ id }) => id);
	const broken = known.includes(wanted);
	const why = broken ? `The file of operator ${quote(wanted)} has errors.` : `There is no operator ${quote(wanted)}.`;
	return {
		problem: problemAt(brand.source, ["operator"], why, broken ? "Correct that file first." : suggest(wanted, known)),
	};
}

/**
 * Compiles tenant files, given as texts, without touching a disk. Whatever the texts hold, it does not throw: a
 * file that is wrong yields problems and no brand, and the others compile.
 */
export function compileTenants(texts: readonly TenantText[], options: CompileOptions) {
	const { items = REGISTER_ITEMS, platformZone = "livery-platform.example", holders = new Map() } = options;
	const { running, earlier = new Set() } = options;
	const brands = parseAll(texts, "brand", brandFileSchema);
	const operators = parseAll(texts, "operator", operatorFileSchema);
	const fleet = { brands: brands.parsed, operators: operators.parsed, platformZone, holders, earlier };
	const operatorProblems = [
		...operators.problems,
		...checkAccountHosts(fleet),
		...operators.parsed.flatMap((operator) => checkOperator(operator, items)),
		...operators.parsed.flatMap(checkPrintedOperator),
		...operators.parsed.flatMap(checkOperatorSuffix),
	];
	// A block without a brand is no reason to take the operator's other brands down.
	const brandIds = texts.filter(({ role }) => role === "brand").map(({ id }) => id);
	const blockProblems = operators.parsed.flatMap((operator) => checkBlocks(operator, brandIds));
	const wrong = (problems: readonly Problem[]) =>
		new Set(problems.filter(({ level }) => level === "error").map(({ file }) => file));
	const brokenOperators = wrong(operatorProblems);
	const sound = operators.parsed.filter(({ source }) => !brokenOperators.has(source.file));
	const compiled = brands.parsed.map((brand) => {
		const { operator, problem } = operatorOf(brand, sound, texts);
		if (operator === undefined) return { brand, problems: problem === undefined ? [] : [problem] };
		return { brand, ...compileBrand(brand, operator, items, running) };
	});
	const fleetProblems = [
		...checkHosts(fleet),
		...checkCopy(brands.parsed),
		...checkImitation(fleet.brands, fleet.operators),
	];
	const brokenBrands = wrong(fleetProblems);
	const drafts = compiled.flatMap(({ brand, problems, ...rest }) => {
		const draft = "draft" in rest ? rest.draft : undefined;
		const hasErrors = brokenBrands.has(brand.source.file) || problems.some(({ level }) => level === "error");
		return draft === undefined || hasErrors ? [] : [draft];
	});
	return {
		operators: sound.map((operator): Operator => operatorSchema.parse(resolveOperator(operator))),
		drafts,
		problems: inOrder([
			...operatorProblems,
			...blockProblems,
			...brands.problems,
			...compiled.flatMap(({ problems }) => problems),
			...fleetProblems,
		]),
	};
}
