import { BREACH_NOTICE } from "../settings.ts";
import type { BrandFile } from "./config.ts";
import type { OperatorFile, Terms } from "./operator.ts";
import { locate, type Path, type Source } from "./problem.ts";

/** Where a resolved value comes from. A value of the platform has no file. */
export type Origin = { from: "platform" } | { from: "operator" | "brand"; file: string; line: number; column: number };
/** By dotted path of the resolved setting: `legal.responseDays`. Lists are one value; recipients go by id. */
export type Provenance = Record<string, Origin>;

export type ParsedBrand = { id: string; source: Source; file: BrandFile };
export type ParsedOperator = { id: string; source: Source; file: OperatorFile };

/** What holds where neither operator nor brand says anything. */
const PLATFORM_TERMS: Terms = {
	relation: "own",
	paymentMethods: [],
	responseDays: 28,
	visitLogRetention: "P30D",
	withhold: ["ip_address"],
	breachNotice: BREACH_NOTICE,
};
const PLATFORM_THEME = { preset: "ink", radius: "small", typeface: "system" } as const;

type Layer = { source?: Source; base: Path; terms: Terms };

/** Resolved values, still unchecked: platform, then operator, then operator's block for the brand, then brand. */
export class Resolution {
	readonly provenance: Provenance = {};
	readonly brand: ParsedBrand;
	readonly operator: ParsedOperator;
	private readonly layers: Layer[];

	constructor(brand: ParsedBrand, operator: ParsedOperator) {
		this.brand = brand;
		this.operator = operator;
		const { source, file } = operator;
		this.layers = [
			{ source, base: ["brand", brand.id], terms: file.brand?.[brand.id] ?? {} },
			{ source, base: ["defaults"], terms: file.defaults },
			{ base: [], terms: PLATFORM_TERMS },
		];
	}

	/** The value of the nearest layer that has one. `path` is where `read` looks, within a layer. */
	term<T>(target: string, path: Path, read: (terms: Terms) => T | undefined): T | undefined {
		for (const { source, base, terms } of this.layers) {
			const value = read(terms);
			if (value === undefined) continue;
			this.provenance[target] =
				source === undefined
					? { from: "platform" }
					: { from: "operator", file: source.file, ...locate(source, [...base, ...path]) };
			return value;
		}
		return undefined;
	}

	/** A value of the brand's own file, or what holds without it. */
	own<T>(target: string, path: Path, value: T | undefined, otherwise: T): T {
		if (value === undefined) {
			this.provenance[target] = { from: "platform" };
			return otherwise;
		}
		this.provenance[target] = this.brandOrigin(path);
		return value;
	}

	/** A value of the operator's file itself. */
	ofOperator<T>(target: string, path: Path, value: T): T {
		if (value !== undefined) {
			const { source } = this.operator;
			this.provenance[target] = { from: "operator", file: source.file, ...locate(source, path) };
		}
		return value;
	}

	/** Where a value that nobody wrote belongs. */
	get defaultsPosition() {
		const { source } = this.operator;
		return { file: source.file, ...locate(source, ["defaults"]) };
	}

	/** Data items that this brand lets no third party have. */
	get withheld(): readonly string[] {
		return this.layers.map(({ terms }) => terms.withhold).find((items) => items !== undefined) ?? [];
	}

	brandOrigin(path: Path): Origin {
		return { from: "brand", file: this.brand.source.file, ...locate(this.brand.source, path) };
	}
}

/** Removes keys without a value, so that absent is absent. */
export function present(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(present);
	if (typeof value !== "object" || value === null) return value;
	const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
	return Object.fromEntries(entries.map(([key, inner]) => [key, present(inner)]));
}

type Own = <T>(path: string, value: T | undefined, otherwise: T) => T;

function resolveCopy(copy: BrandFile["copy"], own: Own): unknown {
	const words = Object.entries(copy).map(([locale, texts]) => {
		// It is said with the photo, in the language of the page.
		const { photoAlt: _, questions, ...others } = texts ?? {};
		const rest = { ...others, ...(questions === undefined ? {} : { questions: Object.values(questions) }) };
		for (const path of leavesOf(rest)) own(["copy", locale, ...path].join("."), true, true);
		return [locale, texts === undefined ? undefined : rest];
	});
	return Object.fromEntries(words);
}

/** Without the photo, which is read with the other images. */
function resolveHome(home: BrandFile["home"], own: Own): unknown {
	if (home === undefined) return undefined;
	const { sections, scene } = home;
	if (sections !== undefined) own("home.sections", sections, sections);
	if (scene !== undefined) own("home.scene", scene, scene);
	return { sections, scene };
}

function resolveTheme({ preset, radius, typeface, colors }: BrandFile["theme"], own: Own): unknown {
	return {
		preset: own("theme.preset", preset, PLATFORM_THEME.preset),
		colors: {
			brand: own("theme.colors.brand", colors.brand.toLowerCase(), ""),
			accent: own("theme.colors.accent", colors.accent.toLowerCase(), ""),
		},
		radius: own("theme.radius", radius, PLATFORM_THEME.radius),
		typeface: own("theme.typeface", typeface, PLATFORM_THEME.typeface),
	};
}

/** A look without its images, to be checked against `lookSchema`. */
export function resolveLook(resolution: Resolution): unknown {
	const { file } = resolution.brand;
	const own: Own = (path, value, otherwise) => resolution.own(`look.${path}`, path.split("."), value, otherwise);
	const term = <T>(path: string, read: (terms: Terms) => T | undefined) =>
		resolution.term(`look.${path}`, path.split("."), read);
	/** A value that comes from one layer as it is. */
	const whole = <T>(path: string, read: (terms: Terms) => T | undefined): T | undefined => {
		const value = term(path, read);
		const origin = resolution.provenance[`look.${path}`];
		delete resolution.provenance[`look.${path}`];
		if (origin === undefined) return value;
		for (const leaf of leavesOf(value)) resolution.provenance[["look", path, ...leaf].join(".")] = origin;
		return value;
	};
	resolution.provenance["look.icons"] = { from: "platform" };
	return present({
		name: own("name", file.name, file.name),
		state: own("state", file.state, "live"),
		hosts: {
			primary: own("hosts.primary", file.hosts.primary, file.hosts.primary),
			aliases: own("hosts.aliases", file.hosts.aliases, []),
		},
		locales: {
			default: own("locales.default", file.locales.default, file.locales.default),
			available: own("locales.available", file.locales.available, [file.locales.default]),
		},
		theme: resolveTheme(file.theme, own),
		icons: [],
		copy: resolveCopy(file.copy, own),
		home: resolveHome(file.home, own),
		mail: {
			senderName: own("mail.senderName", file.mail?.senderName, file.name),
			from: term("mail.from", (terms) => terms.mail?.from),
			replyTo: term("mail.replyTo", (terms) => terms.mail?.replyTo),
			domain: resolution.ofOperator("look.mail.domain", ["mailDomain"], resolution.operator.file.mailDomain),
		},
		priceList: term("priceList", (terms) => terms.priceList),
		answerDays: term("answerDays", (terms) => terms.answerDays),
		breachNotice: whole("breachNotice", (terms) => terms.breachNotice),
		records: whole("records", (terms) => terms.records),
	});
}

/** Paths of the values in plain data; a list is one value. */
export function leavesOf(value: unknown, path: readonly string[] = []): string[][] {
	if (typeof value !== "object" || value === null || Array.isArray(value)) return [[...path]];
	return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}
