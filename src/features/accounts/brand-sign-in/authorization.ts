import type { ReasonRows } from "#features/moderation/reasons.ts";
import { reasonQueries } from "#features/moderation/standing-measures.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { randomToken, sha256 } from "#foundation/crypto/random.ts";
import type { ConsentEvent } from "#foundation/ledgers/consent.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { words } from "#locales/locales.ts";
import { agreementRows, lacksConsent } from "../agreements.ts";
import { addMembership } from "../membership.ts";
import { addSignInCode } from "../queries.ts";
import { membershipOf } from "../session/queries-session.ts";
import { readSignedIn, type SignedIn } from "../session/signed-in.ts";
import type { Agreements } from "./schema.ts";

/** A code of the sign-in is of use for so long, in milliseconds. */
const CODE_LIFETIME_MS = 60_000;

/** A code names the epoch that it was given under: what ends the member's sessions ends it too. */
const signInCode = (epoch: number) => `${randomToken()}.${epoch}`;
export const epochOfCode = (code: string) => Number(code.split(".")[1]);

/** What the brand knows of a member who may come to it. */
export const membershipQueries = (context: Context, member: string) =>
	[membershipOf(context.edition.brand.id, member), consentEvents([context.edition.brand.id], member)] as const;

/** The same, with what keeps the member out: on the brand itself, nobody is signed in while that stands. */
export const entryQueries = (context: Context, member: string) =>
	[
		...membershipQueries(context, member),
		...reasonQueries(context.realm.id, member, context.edition.brand.id, context.at),
	] as const;

type Membership = { state: string } | undefined;

/** Whether the brand must ask first: of who is not its member yet, or whose consent to being one does not hold. */
export async function mustAsk(
	context: Context,
	membership: Membership,
	events: readonly ConsentEvent[],
): Promise<boolean> {
	return membership === undefined || (await lacksConsent(context.edition, events));
}

/** Words for the reader, by field. */
type MissingAgreements = { terms: string | undefined; membership: string | undefined };

export type Authorization =
	| { outcome: "signed_out" }
	| { outcome: "suspended"; reasons: ReasonRows }
	| { outcome: "incomplete"; member: SignedIn; errors: MissingAgreements }
	| { outcome: "authorized"; code: string };

/**
 * Gives the brand a code for the member who is signed in here: bound to the brand, the member and the challenge.
 * Who comes for the first time becomes its member, with answers of their own; nothing of another brand comes along.
 */
export async function authorize(
	context: RequestContext,
	pkce: { challenge: string },
	agreements: Agreements,
): Promise<Authorization> {
	const { edition, realm } = context;
	const read = await readSignedIn(context, (token) => entryQueries(context, token.member));
	if (read === undefined) return { outcome: "signed_out" };
	const { member, rows } = read;
	const [[membership], before, measures, keys] = rows;
	if (measures.length > 0) return { outcome: "suspended", reasons: [measures, keys] };
	const asks = await mustAsk(context, membership, before);
	const errors = asks ? missing(context, agreements) : undefined;
	if (errors) return { outcome: "incomplete", member, errors };
	const code = signInCode(member.epoch);
	await context.database().write(
		addSignInCode({
			realm_id: realm.id,
			code_hash: await sha256(code),
			brand_id: edition.brand.id,
			member_id: member.id,
			challenge: pkce.challenge,
			kept_signed_in: member.kept ? 1 : 0,
			issued_at: context.at,
			expires_at: new Date(context.now + CODE_LIFETIME_MS).toISOString(),
		}),
		...(asks
			? [
					addMembership(context, edition, member.id),
					...(await agreementRows(context, member.id, "first_visit", before)),
				]
			: []),
	);
	return { outcome: "authorized", code };
}

function missing(context: Context, { terms, membership }: Agreements): MissingAgreements | undefined {
	const { agree } = words(context.locale).accounts.error;
	const errors = {
		terms: terms ? undefined : agree,
		membership: !context.edition.legal.adult || membership ? undefined : agree,
	};
	return errors.terms || errors.membership ? errors : undefined;
}
