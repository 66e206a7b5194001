import type { Compilable } from "kysely";
import { endMembership } from "#features/accounts/membership.ts";
import { sweepObjects } from "#features/profiles/photos/photo-removal.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { actsWaitingIn, confirmActs } from "#foundation/acts/request.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Context } from "#foundation/context.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { type ConsentAnswer, type ConsentEvent, consentRows, inOrder } from "#foundation/ledgers/consent.ts";
import { addConsent } from "#foundation/ledgers/queries.ts";
import { forgetMailOfBrand } from "#foundation/mail/queries.ts";

/**
 * Whether leaving asks a proof: it erases for good. On an adult brand it withdraws the consent that the membership
 * rests on, which is as easy as giving it (GDPR Art. 7(3), DECISIONS 78).
 */
export const leavingAsksProof = (context: Context, brand: PublishedBrand): boolean =>
	!currentEdition(brand, context.now).legal.adult;

/**
 * Leaving a brand erases what belongs to it and nothing else (DECISIONS 14): its rows, its keys, its sessions. What
 * was consented there is withdrawn in the same batch; the ledger's rows stay as evidence until their term ends.
 * `refund`: of the proof that was asked.
 */
export async function leaveBrand(
	context: Context,
	brand: BrandId,
	member: string,
	events: readonly Answered[],
	refund: readonly Compilable[],
): Promise<void> {
	const { realm } = context;
	const now = context.now;
	const [left, ...others] = await leavingQueries(realm.id, { brand, member, now }, events);
	const act = newAct(member, { kind: "left", brand }, now);
	const [, , waiting] = await context
		.database()
		.write(left, addActAfterChange(realm.id, act), actsWaitingIn(context), ...others, ...refund);
	// The rows of the profile went with the membership; the files of its photos follow.
	context.defer(sweepObjects);
	await confirmActs(context, waiting);
}

/** The writes that end a membership, for every caller: first the membership, then what depends on it. */
export async function leavingQueries(
	realm: RealmId,
	{ brand, member, now }: { brand: BrandId; member: string; now: number },
	events: readonly Answered[],
): Promise<[Compilable, ...Compilable[]]> {
	const consent = { brand, member, method: "settings" as const, at: new Date(now).toISOString() };
	const withdrawn = await consentRows(consent, withdrawals(events, now), events);
	return [
		...endMembership(realm, member, brand),
		...forgetMailOfBrand(realm, member, brand),
		...withdrawn.map((row) => addConsent(row)),
	];
}

type Answered = ConsentEvent;

/** A withdrawal of everything that still holds. */
export function withdrawals(events: readonly Answered[], now: number): ConsentAnswer[] {
	const last = new Map(inOrder(events).map((event) => [`${event.purpose}\n${event.recipient}`, event]));
	return [...last.values()]
		.filter(({ kind }) => kind === "given" || kind === "renewed")
		.map(({ purpose, recipient, text_hash }) => ({
			purpose: purpose as ConsentAnswer["purpose"],
			recipient,
			textHash: text_hash,
			kind: "withdrawn",
			id: uuidv7(now),
		}));
}
