import type { Compilable } from "kysely";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { DocumentVersion, PublishedBrand } from "#foundation/brand/settings.ts";
import type { Snapshot } from "#foundation/brand/snapshot.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { type KeyRing, KeyUnavailable } from "#foundation/crypto/keys.ts";
import { SealBroken } from "#foundation/crypto/sealed.ts";
import type { Database } from "#foundation/db/database.ts";
import { notify, openAddress } from "#foundation/mail/notify.ts";
import { DAY } from "#foundation/time.ts";
import type { Locale } from "#locales/locales.ts";
import { STATEMENT_CHANGE } from "./letters.ts";
import { markTold, untoldMembers } from "./queries.ts";

/** Members of a brand in one batch, and batches in one run: the rest follows in the next minute. */
const MAX_MEMBERS = 100;
const MAX_BATCHES = 20;
/** Brands that one trip asks about: a fact of the operator changes the statement of each. */
const MAX_BRANDS = 100;
/** For so many days after its publication a statement is looked for members who were not told, in milliseconds. */
const NOTICE_WINDOW_MS = 60 * DAY;

/** `isTimeUp`: the time of this run is used, and the rest follows in the next. */
type Sources = { database: Database; snapshot: Snapshot; ring: KeyRing; now: number; isTimeUp: () => boolean };

/**
 * Tells every member of a brand of a statement that was published since, once: by mail, when the change is more than
 * editorial, and by the banner of their own page. The mail and the mark that it was sent are one batch; the mail's
 * name follows from brand, statement and member, so that a second run is the same mail.
 */
export async function notifyStatementChanges(sources: Sources): Promise<void> {
	const { snapshot, now, database } = sources;
	const published = snapshot.brandIds().flatMap((id) => {
		const brand = snapshot.findBrand(id);
		const newest = brand && newestStatement(brand, now);
		return brand && newest ? [{ brand, newest }] : [];
	});
	for (let start = 0; start < published.length; start += MAX_BRANDS) {
		const some = published.slice(start, start + MAX_BRANDS);
		const first = await database.read(
			...some.map(({ brand, newest }) => untoldMembers(brand.realm, brand.id, newest.number, 1)),
		);
		for (const [index, { brand, newest }] of some.entries())
			if (first[index]?.length && !sources.isTimeUp()) await notifyMembers(sources, brand, newest);
	}
}

/** The newest one that was derived here, if it is neither the first nor long ago. */
function newestStatement(brand: PublishedBrand, now: number): DocumentVersion | undefined {
	const newest = brand.statements.filter(({ kind }) => kind === "generated").at(-1);
	const recent = newest && now - Date.parse(newest.publishedAt) < NOTICE_WINDOW_MS;
	return recent && newest.change !== "first" ? newest : undefined;
}

async function notifyMembers(sources: Sources, brand: PublishedBrand, newest: DocumentVersion): Promise<void> {
	let failed = 0;
	for (let chunk = 0; chunk < MAX_BATCHES && !sources.isTimeUp(); chunk++) {
		const [members] = await sources.database.read(untoldMembers(brand.realm, brand.id, newest.number, MAX_MEMBERS));
		const told = await Promise.all(members.map((row) => tellMember(sources, brand, newest, row)));
		const queries = told.flatMap((one) => one ?? []);
		failed = told.filter((one) => one === undefined).length;
		if (queries.length > 0) await sources.database.write(...queries);
		if (members.length < MAX_MEMBERS || queries.length === 0) break;
	}
	if (failed > 0)
		console.error(`statement: ${failed} member(s) of ${brand.id} cannot be told: their values do not open`);
}

type Untold = UnitKeyRow & { member: string; email_sealed: Uint8Array; language: string; told: number };

/** Undefined for a member whose values do not open: the others do not wait for that one. */
async function tellMember(
	sources: Sources,
	brand: PublishedBrand,
	newest: DocumentVersion,
	row: Untold,
): Promise<Compilable[] | undefined> {
	let address: string;
	try {
		const core = await sources.ring.openUnit(row);
		address = await openAddress(row.member, { core, emailSealed: row.email_sealed });
	} catch (error) {
		if (error instanceof KeyUnavailable || error instanceof SealBroken) return undefined;
		throw error;
	}
	const letter = await letterOf(sources, brand, newest, { ...row, address });
	return [...letter, markTold(brand.id, row.member, newest.number, new Date(sources.now).toISOString())];
}

async function letterOf(
	{ ring, now }: Sources,
	brand: PublishedBrand,
	newest: DocumentVersion,
	{ member, address, language, told }: { member: string; address: string; language: string; told: number },
) {
	const { change } = newest;
	if (change !== "information" && change !== "consent") return [];
	const spoken: Locale[] = brand.look.locales.available.filter((one) => one === language);
	const from = told > 0 ? told : currentEdition(brand, now).statement.number;
	const locale = spoken[0] ?? brand.look.locales.default;
	const realm = { id: brand.realm, brands: [brand.id] };
	return notify(
		{ realm, locale, now, originBrand: undefined, keys: async () => ring },
		{ member, brand: brand.id, address },
		STATEMENT_CHANGE.with({
			change,
			from: newest.effectiveAt,
			difference: { at: "brand", path: `/privacy/versions/${from}..${newest.number}` },
		}),
		`statement:${brand.id}:${newest.number}:${member}`,
	);
}
