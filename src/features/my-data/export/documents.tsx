import { currentEdition } from "#foundation/brand/registry.ts";
import type { RealmId } from "#foundation/ids.ts";
import { evidenceIndexes, type OpenedEvidence, openEvidence } from "#foundation/ledgers/evidence.ts";
import { evidenceKeysOf, evidenceOf } from "#foundation/ledgers/queries-evidence.ts";
import type { Register } from "#foundation/register/declaration.ts";
import { cutoffOf } from "#foundation/register/terms.ts";
import type { CopyAbout } from "#foundation/rights/export/job.ts";
import type { CopyDocument } from "#foundation/rights/export/part.ts";
import type { Progress } from "#foundation/rights/export/progress.ts";
import { schemaOf } from "#foundation/rights/export/schema-file.ts";
import { type Locale, words } from "#locales/locales.ts";
import { manifestOf } from "./manifest.ts";
import { joinedBrands, shownStatements, siteOfPerson, statementFile } from "./queries.ts";
import { registerAbout } from "./register-about.ts";
import { type Sheet, sheetOf } from "./sheet.ts";
import { COPY_STYLE } from "./views-copy.tsx";
import { IndexPage, SheetPage, type ShownStatement, statementPath } from "./views-index.tsx";

/** What a copy holds beside the rows of its subject: read once in a step. */
export type Extras = {
	sheets: readonly Sheet[];
	statements: readonly ShownStatement[];
	evidence: OpenedEvidence | undefined;
};

/** What is told to a person of any kind: of a member, more. */
export async function readExtras(about: CopyAbout, register: Register, locale: Locale): Promise<Extras> {
	const { row, database, realm, person } = about;
	if (row.subject_kind === "member") return extrasOfMember(about, register, locale);
	const [statements, at] = await database.read(
		shownStatements(realm.brands, row.member_id),
		siteOfPerson(person, realm, row.member_id),
	);
	return { sheets: sheetsOf(about, at, register, locale), statements: shown(statements), evidence: undefined };
}

/**
 * Of a person without memberships: the site of their own row, or, where it is of no site, what holds on all of them, in
 * the name of the operator; and nothing but what may be held of such a person.
 */
function sheetsOf({ context, realm, person }: CopyAbout, at: readonly SiteRow[], register: Register, locale: Locale) {
	const known = context.snapshot().findRealm({ id: realm.realm })?.brands ?? [];
	const own = at.map(({ brand_id }) => String(brand_id));
	const brand = context.snapshot().findBrand(own[0] ?? known[0] ?? "");
	if (brand === undefined) return [];
	const edition = currentEdition(brand, context.now);
	const sheet = sheetOf(brand, edition.legal, edition.statement.number, registerAbout(register, person), locale);
	return [own.length > 0 ? sheet : { ...sheet, site: sheet.controller.name }];
}

type SiteRow = { brand_id?: unknown };

const shown = (statements: readonly { brand_id: string; number: number; locale: string }[]): ShownStatement[] =>
	statements.map(({ brand_id: brand, number, locale }) => ({ brand, number, locale }));

/** The sites that the member is on, the statements that they were shown, and the evidence that ended memberships left. */
async function extrasOfMember(about: CopyAbout, register: Register, locale: Locale): Promise<Extras> {
	const { context, database, row, realm } = about;
	const id = realm.realm as RealmId;
	const ring = await context.keys();
	const indexes = await evidenceIndexes(ring, id, row.member_id);
	const [joined, statements, consents, acceptances, ...keys] = await database.read(
		joinedBrands(realm.brands, row.member_id),
		shownStatements(realm.brands, row.member_id),
		...evidenceOf(id, indexes),
		...evidenceKeysOf(id, indexes),
	);
	const past = (rule: "consent_evidence" | "acceptance") => {
		const cutoff = cutoffOf(realm.terms, rule, new Date(context.now));
		return (day: string) => cutoff !== undefined && day <= cutoff;
	};
	const isPast = { consents: past("consent_evidence"), acceptances: past("acceptance") };
	const has = consents.length + acceptances.length > 0;
	return {
		sheets: joined.flatMap(({ brand_id }) => {
			const brand = context.snapshot().findBrand(brand_id);
			if (brand === undefined) return [];
			const edition = currentEdition(brand, context.now);
			return [sheetOf(brand, edition.legal, edition.statement.number, register, locale)];
		}),
		statements: shown(statements),
		evidence: has ? await openEvidence(ring, { consents, acceptances, keys: keys.flat() }, isPast) : undefined,
	};
}

export type Documented = CopyAbout & { locale: Locale; siteOf(id: string): string; made: Progress };

/** The files at the end of a copy, in their order: the one that lists all others is the last. */
export function documentsOf(about: Documented, { sheets, statements, evidence }: Extras): CopyDocument[] {
	const { database, tables, made, locale, siteOf, row } = about;
	const { items } = words(locale).register;
	const held = tables.filter(({ name }) => (made.rows[name] ?? 0) > 0);
	const pages = { tables: held, made, locale, siteOf, statements, askedAt: row.asked_at, kind: row.subject_kind };
	return [
		...held.map((table) =>
			json(`schemas/${table.name}.json`, () =>
				schemaOf(table, ({ item, name }) => (item === undefined ? name : items[item].name)),
			),
		),
		...statements.map(({ brand, number, locale: own }) => ({
			name: statementPath({ brand, number, locale: own }),
			bytes: async () => {
				const [[version]] = await database.read(statementFile(brand, number, own));
				return version?.pdf ?? new Uint8Array();
			},
		})),
		...(evidence === undefined ? [] : [json("data/evidence-of-sites-you-left.json", () => evidence)]),
		text("style.css", () => COPY_STYLE),
		json("sheet.json", () => sheets),
		html("sheet.html", () => <SheetPage locale={locale} sheets={sheets} />),
		html("index.html", () => <IndexPage {...pages} />),
		json("manifest.json", () => manifestOf({ tables, made, row, sheets, csv: words(locale).myData.copy.csv })),
	];
}

const encoder = new TextEncoder();
const text = (name: string, write: () => string): CopyDocument => ({
	name,
	bytes: async () => encoder.encode(write()),
});
const json = (name: string, value: () => unknown) => text(name, () => `${JSON.stringify(value(), null, "\t")}\n`);
const html = (name: string, page: () => unknown) => text(name, () => `<!DOCTYPE html>${page()}`);
