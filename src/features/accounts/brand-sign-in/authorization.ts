import type { ReasonRows } from "#features/moderation/reasons.ts";
import { reasonQueries } from "#features/moderation/standing-measures.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { randomToken, sha256 } from "#foundation/crypto/random.ts";
import type { ConsentEvent } from "#foundation/ledgers/consent.ts";
import { consentEvents } from "#foundation/ledgers/queries.ts";
import { words } from "#locales/locales.ts";
import { agreementRows, hasStandingConsent, lacksConsent } from "../agreements.ts";
import { asksDisplayName, displayNameFault, firstNameRows } from "../brand-name/brand-name.ts";
import { displayNameMessage } from "../brand-name/schema.ts";
import { addMembership } from "../membership.ts";
import { addSignInCode } from "../queries.ts";
import { membershipOf } from "../session/queries-session.ts";
import { readSignedIn, type SignedIn } from "../session/signed-in.ts";
import type { FirstVisit } from "./schema.ts";

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

/** Whether the brand must ask first: somebody is not its member yet, or the consent to that does not hold. */
export async function mustAsk(
	context: Context,
	membership: Membership,
	events: readonly ConsentEvent[],
): Promise<boolean> {
	return membership === undefined || (await lacksConsent(context.edition, events));
}

/** Why a brand asks: for the first time, in words that have changed, or since the yes ended as the account was closed. */
export type Asking = "first" | "changed" | "ended";

/** Why the brand asks; undefined where it does not. */
export async function whyItAsks(
	context: Context,
	membership: Membership,
	events: readonly ConsentEvent[],
): Promise<Asking | undefined> {
	if (!(await mustAsk(context, membership, events))) return undefined;
	if (membership === undefined) return "first";
	return hasStandingConsent(events) ? "changed" : "ended";
}

/** Words for the reader, by field. */
type FieldErrors = Record<"terms" | "membership" | "display_name", string | undefined>;

export type Authorization =
	| { outcome: "signed_out" }
	| { outcome: "suspended"; reasons: ReasonRows }
	| { outcome: "incomplete"; errors: FieldErrors }
	| { outcome: "authorized"; code: string };

/**
 * Gives the brand a code for the member who is signed in here: bound to the brand, the member and the challenge.
 * A member whose first visit it is joins the brand, with answers and a name of their own; nothing of another brand comes
 * along.
 */
export async function authorize(
	context: RequestContext,
	pkce: { challenge: string },
	form: FirstVisit,
): Promise<Authorization> {
	const { edition, realm } = context;
	const read = await readSignedIn(context, (token) => entryQueries(context, token.member));
	if (read === undefined) return { outcome: "signed_out" };
	const { member, rows } = read;
	const [[membership], before, measures, keys] = rows;
	if (measures.length > 0) return { outcome: "suspended", reasons: [measures, keys] };
	const asks = await mustAsk(context, membership, before);
	const errors = asks ? wrongFields(context, member, form) : undefined;
	if (errors) return { outcome: "incomplete", errors };
	const displayName = asksName(context, membership) ? form.displayName : "";
	const owner = { realm: realm.id, brand: edition.brand.id, member: member.id };
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
					...(await firstNameRows(await context.keys(), owner, displayName, context.at)),
				]
			: []),
	);
	return { outcome: "authorized", code };
}

/** A member who is asked for the consent once more has a profile already, and changes the name there. */
export const asksName = ({ edition }: Context, membership: Membership) =>
	membership === undefined && asksDisplayName(edition);

function wrongFields(
	context: Context,
	{ userName }: SignedIn,
	{ terms, membership, displayName }: FirstVisit,
): FieldErrors | undefined {
	const { agree } = words(context.locale).accounts.error;
	const fault = displayNameFault(context, context.edition, displayName, { userName });
	const errors = {
		terms: terms ? undefined : agree,
		membership: !context.edition.legal.adult || membership ? undefined : agree,
		display_name: fault && displayNameMessage(fault, context.locale),
	};
	return Object.values(errors).some(Boolean) ? errors : undefined;
}
