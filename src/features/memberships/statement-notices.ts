import type { Compilable } from "kysely";
import { registryPointer } from "#foundation/brand/queries.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Snapshot } from "#foundation/brand/snapshot.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { type KeyRing, KeyUnavailable } from "#foundation/crypto/keys.ts";
import { SealBroken } from "#foundation/crypto/sealed.ts";
import type { Database } from "#foundation/db/database.ts";
import { notifyAfterChange, openAddress } from "#foundation/mail/notify.ts";
import type { Locale } from "#locales/locales.ts";
import { dueVersions, nextNotice } from "./notice-steps.ts";
import { markTold, statementChanges, untoldMembers } from "./queries.ts";
import { type ChangeWords, changeWords, noticeLetters } from "./statement-letters.ts";

/** Members of a brand in one batch, and batches in one run: the rest follows in the next minute. */
const MAX_MEMBERS = 100;
const MAX_BATCHES = 20;
/** Brands that one trip asks about: a fact of the operator changes the statement of each. */
const MAX_BRANDS = 100;

/** `isTimeUp`: the time of this run is used, and the rest follows in the next. */
type Sources = { database: Database; snapshot: Snapshot; ring: KeyRing; now: number; isTimeUp: () => boolean };
/** `newest`: number of the newest version that may be told now. */
type Due = { brand: PublishedBrand; newest: number };

/**
 * Tells every member of a brand, whatever the state of the account, of each statement that was published since, once:
 * by mail, when the change is more than editorial, and by the banner of their own page (DECISIONS 92). The mark that a
 * member was told and the mail are one batch, and the mail is written where the mark was: of two runs at once, one
 * tells.
 */
export async function notifyStatementChanges(sources: Sources): Promise<void> {
	const { snapshot, now, database } = sources;
	const published = snapshot.brandIds().flatMap((id): Due[] => {
		const brand = snapshot.findBrand(id);
		const newest = brand && dueVersions(brand.statements, now).at(-1)?.number;
		return brand && newest !== undefined ? [{ brand, newest }] : [];
	});
	for (let start = 0; start < published.length; start += MAX_BRANDS) {
		const some = published.slice(start, start + MAX_BRANDS);
		const first = await database.read(
			...some.map(({ brand, newest }) => untoldMembers(brand.realm, brand.id, newest, 1)),
		);
		for (const [index, due] of some.entries())
			if (first[index]?.length && !sources.isTimeUp()) await notifyMembers(sources, due);
	}
}

async function notifyMembers(sources: Sources, due: Due): Promise<void> {
	const { brand, newest } = due;
	let failed = 0;
	const [changes] = await sources.database.read(statementChanges(brand.id, dueNumbers(sources, brand)));
	const wordsOf = changeWords(changes);
	for (let chunk = 0; chunk < MAX_BATCHES && !sources.isTimeUp(); chunk++) {
		const [[live], members] = await sources.database.read(
			registryPointer(),
			untoldMembers(brand.realm, brand.id, newest, MAX_MEMBERS),
		);
		// A version may have been taken back since this process looked: then the next run knows.
		if (live?.revision !== sources.snapshot.revision) return;
		const told = await Promise.all(members.map((row) => tellMember(sources, brand, wordsOf, row)));
		const queries = told.flatMap((one) => one ?? []);
		failed = told.filter((one) => one === undefined).length;
		if (queries.length === 0) break;
		await sources.database.write(...queries);
	}
	if (failed > 0)
		console.error(`statement: ${failed} member(s) of ${brand.id} cannot be told: their values do not open`);
}

const dueNumbers = ({ now }: Sources, { statements }: PublishedBrand) =>
	dueVersions(statements, now).map(({ number }) => number);

type Untold = UnitKeyRow & { member: string; email_sealed: Uint8Array; language: string; told: number };

/** Undefined for a member whose values do not open: the others do not wait for that one. */
async function tellMember(
	{ ring, now }: Sources,
	brand: PublishedBrand,
	wordsOf: ChangeWords,
	{ member, email_sealed, language, told, ...key }: Untold,
): Promise<Compilable[] | undefined> {
	const step = nextNotice(brand.statements, told, now);
	if (step === undefined) return [];
	let address: string;
	try {
		const core = await ring.openUnit(key);
		address = await openAddress(member, { core, emailSealed: email_sealed });
	} catch (error) {
		if (error instanceof KeyUnavailable || error instanceof SealBroken) return undefined;
		throw error;
	}
	const spoken: Locale[] = brand.look.locales.available.filter((one) => one === language);
	const locale = spoken[0] ?? brand.look.locales.default;
	const realm = { id: brand.realm, brands: [brand.id] };
	const letters = await Promise.all(
		noticeLetters(brand, step, wordsOf(step.version.number, locale)).map(({ letter, cause }) =>
			notifyAfterChange(
				{ realm, locale, now, originBrand: undefined, keys: async () => ring },
				{ member, brand: brand.id, address },
				letter,
				`${cause}:${member}`,
			),
		),
	);
	const mark = markTold({
		brand: brand.id,
		member,
		told,
		number: step.version.number,
		now: new Date(now).toISOString(),
	});
	return [mark, ...letters.flat()];
}
