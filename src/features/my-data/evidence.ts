import { sessionToken } from "#features/accounts/session/session.ts";
import { toBrand } from "#foundation/account-host/links.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import type { RowsOf } from "#foundation/db/database.ts";
import { evidenceIndexes, type OpenedEvidence, openEvidence } from "#foundation/ledgers/evidence.ts";
import { type ConsentText, consentTextsByHash } from "#foundation/ledgers/queries.ts";
import { evidenceKeysOf, evidenceOf } from "#foundation/ledgers/queries-evidence.ts";
import { PURPOSE_IDS } from "#foundation/register/purposes.ts";
import { pastOf, soonestEnd, termsInForce } from "#foundation/register/terms.ts";
import { words } from "#locales/locales.ts";
import type { EvidenceEntry, EvidenceSummary } from "./views-evidence.tsx";
import { storedWords, wordsAnswered } from "./words-answered.ts";

/** What finds the evidence of whose session this is; nothing is found without one. */
export async function ownEvidenceIndexes(context: RequestContext): Promise<Uint8Array[]> {
	const token = await sessionToken(context);
	return token === undefined ? [] : evidenceIndexes(await context.keys(), context.realm.id, token.member);
}

type Sealed = RowsOf<ReturnType<typeof evidenceOf>>;

/** How much there is, and when the last of it goes: without opening it. */
export function evidenceSummary(context: Context, [consents, acceptances]: Sealed): EvidenceSummary | undefined {
	const terms = termsInForce(context);
	const endOf = (rule: "consent_evidence" | "acceptance") => (row: { ended_at: string }) =>
		soonestEnd(terms, rule, new Date(row.ended_at)).getTime();
	const ends = [...consents.map(endOf("consent_evidence")), ...acceptances.map(endOf("acceptance"))];
	if (ends.length === 0) return undefined;
	return { count: ends.length, until: new Date(Math.max(...ends)).toISOString() };
}

/** For the trip that reads it, keys included. */
export const evidenceQueriesOf = (context: Context, indexes: readonly Uint8Array[]) =>
	[...evidenceOf(context.realm.id, indexes), ...evidenceKeysOf(context.realm.id, indexes)] as const;

type EvidenceRows = RowsOf<ReturnType<typeof evidenceQueriesOf>>;

/** Opens it, for a member who asked and proved who they are. */
export async function openOwnEvidence(context: Context, [consents, acceptances, ...keys]: EvidenceRows) {
	const isPast = { consents: pastOf(context, "consent_evidence"), acceptances: pastOf(context, "acceptance") };
	const opened = await openEvidence(await context.keys(), { consents, acceptances, keys: keys.flat() }, isPast);
	return { isComplete: opened.isComplete, entries: await entriesOf(context, opened) };
}

/** The kept words of these answers, whose hashes only the opened evidence says. */
async function textsOf(context: Context, consents: OpenedEvidence["consents"]): Promise<readonly ConsentText[]> {
	const hashes = new Set(consents.flatMap(({ entries }) => entries.map(({ text_hash }) => text_hash)));
	if (hashes.size === 0) return [];
	const brands = new Set(consents.map(({ brand }) => brand));
	const [texts] = await context.database().read(consentTextsByHash([...brands], [...hashes]));
	return texts;
}

async function entriesOf(context: Context, { consents, acceptances }: OpenedEvidence): Promise<EvidenceEntry[]> {
	const texts = await textsOf(context, consents);
	const brandOf = (id: string) => context.snapshot.findBrand(id as Parameters<typeof context.snapshot.findBrand>[0]);
	const { purposes } = words(context.locale).register;
	const answers = consents.flatMap(({ brand, entries }) =>
		entries.map(async ({ kind, happened_at, ...answer }): Promise<EvidenceEntry> => {
			const known = PURPOSE_IDS.find((id) => id === answer.purpose);
			const purpose = known ? purposes[known].name : answer.purpose;
			const found = brandOf(brand);
			const answered = found
				? await wordsAnswered(currentEdition(found, context.now), answer, texts)
				: storedWords(texts, brand, answer.text_hash);
			return { brand: found?.look.name ?? brand, at: happened_at, answered: { purpose, kind, words: answered } };
		}),
	);
	const shown = acceptances.flatMap(({ brand, entries }) =>
		entries.map(({ document, number, happened_at }): EvidenceEntry => {
			const found = brandOf(brand);
			const isStatement = document === "statement";
			const path = isStatement ? `/privacy/versions/${number}` : `/terms/versions/${number}`;
			const href = found && toBrand(context, found, path);
			return { brand: found?.look.name ?? brand, at: happened_at, agreed: { isStatement, number, href } };
		}),
	);
	return [...(await Promise.all(answers)), ...shown].sort((one, other) => one.at.localeCompare(other.at));
}
