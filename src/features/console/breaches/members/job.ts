import type { Compilable } from "kysely";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { JobContext } from "#foundation/context.ts";
import { KeyUnavailable } from "#foundation/crypto/keys.ts";
import { SealBroken, type UnitKey } from "#foundation/crypto/sealed.ts";
import { ConstraintViolated, type Database } from "#foundation/db/database.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { notify, openAddress } from "#foundation/mail/notify.ts";
import type { Register } from "#foundation/register/declaration.ts";
import type { Locale } from "#locales/locales.ts";
import { BREACH_TOLD } from "../../letters.ts";
import type { BreachRow } from "../breach.ts";
import { openEntry, unitOf, type WordsOf } from "../entry.ts";
import { breachById, breachKey, entriesOf } from "../queries-breach.ts";
import { entryQueries } from "../record.ts";
import { type AffectedRow, affectedOn, heldOf } from "./queries-affected.ts";
import { advance, breachesWithLetters } from "./queries-letter.ts";

/** Members of one batch, and breaches of one run. */
const MAX_MEMBERS = 100;
const MAX_BREACHES = 20;
/** Milliseconds of a run; the next tick comes after 60,000. */
const RUN_LIMIT_MS = 40_000;
/** Between a brand and the member behind whom its letters go on. */
const SEPARATOR = "~";

/**
 * Queues the letters of breaches, batch by batch: the place where a letter goes on and the mails of a batch are one
 * write. A mail is the same however often it is written, so a run that dies, or two at once, tell nobody twice.
 */
export async function breachLettersJob(context: JobContext, register: Register): Promise<void> {
	const database = context.database("breach letters");
	const until = context.clock() + RUN_LIMIT_MS;
	const [found] = await database.read(breachesWithLetters(MAX_BREACHES));
	const faults: unknown[] = [];
	for (const breach of found) {
		if (context.clock() >= until) break;
		// One that cannot go on holds up no other.
		await sendLetters({ context, database, register, until }, breach).catch((error: unknown) => faults.push(error));
	}
	if (faults.length > 0) throw faults[0];
}

type Run = { context: JobContext; database: Database; register: Register; until: number };
type Begun = WordsOf<"letter_begun">;

async function sendLetters(run: Run, { realm_id, id }: Pick<BreachRow, "realm_id" | "id">): Promise<void> {
	const { context, database, until } = run;
	const realm = realm_id as RealmId;
	const [[breach], entries, [key]] = await database.read(
		breachById(realm, id),
		entriesOf(realm, id),
		breachKey(realm, id),
	);
	const unit = await unitOf(await context.keys(), key);
	const sealed = entries.find(({ number }) => number === breach?.letter_entry);
	const entry = sealed && (await openEntry(unit, sealed));
	if (breach === undefined || breach.letter_after === null) return;
	if (unit === undefined || entry?.what !== "letter_begun") throw new Error("the letter of a breach does not open");
	let place = breach.letter_after;
	let [queued, failed] = [breach.letters_queued, breach.letters_failed];
	for (const brand of brandsFrom(entry.words, place)) {
		const published = context.snapshot().findBrand(brand as BrandId);
		for (let more = published !== undefined; more && published !== undefined; ) {
			if (context.clock() >= until) return;
			const after = place.startsWith(brand + SEPARATOR) ? place.slice(brand.length + 1) : "";
			const batch = await nextBatch(run, { breach, words: entry.words, published, after });
			const next = brand + SEPARATOR + (batch.last ?? after);
			[queued, failed] = [queued + batch.queued, failed + batch.failed];
			if (batch.last !== undefined)
				await database.write(
					advance(realm, id, { letter: breach.letter_entry, from: place, to: next, queued, failed }),
					...batch.queries,
				);
			more = batch.last !== undefined;
			place = batch.last === undefined ? place : next;
		}
	}
	await endLetters(run, unit, breach, { queued, failed });
}

async function endLetters(
	{ context, database }: Run,
	unit: UnitKey,
	breach: BreachRow,
	words: WordsOf<"letter_ended">,
): Promise<void> {
	const by = { id: "", role: "system" } as const;
	const { queries } = await entryQueries(unit, breach, { what: "letter_ended", words }, { by, at: context.at });
	try {
		await database.write(...queries);
	} catch (error) {
		// Another run ended it, or an officer added something: then the next run does.
		if (!(error instanceof ConstraintViolated)) throw error;
	}
}

/** The brands that a letter still goes to, the one where it goes on first. */
function brandsFrom({ scope }: Begun, place: string): readonly string[] {
	const at = scope.brands.findIndex((brand) => place.startsWith(brand + SEPARATOR));
	return at < 0 ? scope.brands : scope.brands.slice(at);
}

type Batch = { queries: Compilable[]; queued: number; failed: number; last: string | undefined };

async function nextBatch(
	{ context, database, register }: Run,
	{ breach, words, published, after }: { breach: BreachRow; words: Begun; published: PublishedBrand; after: string },
): Promise<Batch> {
	const { scope } = words;
	const held = heldOf(register, scope.items);
	const place = { brand: published.id, after, most: MAX_MEMBERS };
	const [members] = await database.read(affectedOn(breach.realm_id, scope, held, place));
	const told = await Promise.all(members.map((member) => letterTo(context, { breach, words, published }, member)));
	const queries = told.flatMap((one) => one ?? []);
	const failed = told.filter((one) => one === undefined).length;
	return { queries, queued: told.length - failed, failed, last: members.at(-1)?.member };
}

/** Undefined for a member whose address does not open: the others do not wait for that one. */
async function letterTo(
	{ keys, now }: JobContext,
	{ breach, words, published }: { breach: BreachRow; words: Begun; published: PublishedBrand },
	{ member, email_sealed, language, id, ...key }: AffectedRow,
): Promise<Compilable[] | undefined> {
	let address: string;
	try {
		if (id === null) return undefined;
		const core = await (await keys()).openUnit({ ...key, id });
		address = await openAddress(member, { core, emailSealed: email_sealed });
	} catch (error) {
		if (error instanceof KeyUnavailable || error instanceof SealBroken) return undefined;
		throw error;
	}
	const spoken: Locale[] = published.look.locales.available.filter((one) => one === language);
	const locale = spoken[0] ?? published.look.locales.default;
	const letter = BREACH_TOLD.with({
		...{ items: words.scope.items, ...words.letter[locale] },
		rights: { at: "brand", path: "/privacy/rights" },
	});
	const origin = { realm: { id: published.realm, brands: [published.id] }, originBrand: undefined };
	const cause = `breach:${breach.id}:${breach.letter_entry}:${member}`;
	return notify({ ...origin, locale, now, keys }, { member, brand: published.id, address }, letter, cause);
}
