import type { Compilable } from "kysely";
import { mailLink, senderBrand } from "#foundation/account-host/links.ts";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { PublishedBrand } from "#foundation/brand/settings.ts";
import type { Snapshot } from "#foundation/brand/snapshot.ts";
import type { Context } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { open, type UnitKey } from "#foundation/crypto/sealed.ts";
import { AppError } from "#foundation/errors.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import type { Letter } from "#foundation/mail/letter.ts";
import { type MailOrigin, notify } from "#foundation/mail/notify.ts";
import { mailId } from "#foundation/mail/outbox.ts";
import type { MailLink } from "#foundation/mail/schema.ts";
import type { Locale } from "#locales/locales.ts";
import { REQUEST_NOBODY } from "./letters.ts";
import { activeTwins, addressOfMember, joinedBrandsOf, memberOfRequest, provenNewAddresses } from "./queries-told.ts";

/** A member whom a letter is for, in the language of the account as far as the brand speaks it. */
export type Told = {
	member: string;
	brand: BrandId;
	published: PublishedBrand;
	core: UnitKey;
	emailSealed: Uint8Array;
	locale: Locale;
	/** Sealed addresses that the member has shown to have and that do not replace the account's yet. */
	newAddresses: readonly Uint8Array[];
};

type Members = Parameters<typeof unitKeysOf>[1];

/** What it takes to write to a member, in the caller's trip. `members`: their id, or a query that gives it. */
export const toldQueries = (realm: RealmId, brands: readonly BrandId[], members: Members) =>
	[
		unitKeysOf(realm, members, ["core"]),
		addressOfMember(realm, members),
		joinedBrandsOf(brands, members),
		provenNewAddresses(realm, members),
	] as const;

/** The same with what else the member asked that is open. */
export const toldWithOpen = (realm: RealmId, brands: readonly BrandId[], members: Members) =>
	[...toldQueries(realm, brands, members), activeTwins(realm, members)] as const;

/** The same of the member whom a request is about. */
export const toldOfRequest = (realm: RealmId, brands: readonly BrandId[], request: string) =>
	toldWithOpen(realm, brands, memberOfRequest(realm, request));

type ToldRows = readonly [
	readonly UnitKeyRow[],
	readonly { id: string; email_sealed: Uint8Array; language: string }[],
	readonly { brand_id: string }[],
	readonly { new_email_sealed: Uint8Array | null }[],
	...unknown[],
];
type Origin = Pick<Context, "originBrand" | "keys"> & { realm: Pick<Context["realm"], "brands">; snapshot: Snapshot };

/** Undefined where the member is gone. */
export async function toldIn(context: Origin, [[key], [member], memberships, codes]: ToldRows) {
	const brand = senderBrand(context, memberships);
	const published = context.snapshot.findBrand(brand);
	if (key === undefined || member === undefined || published === undefined) return undefined;
	const { available, default: usual } = published.look.locales;
	const told: Told = {
		...{ member: member.id, brand, published, emailSealed: member.email_sealed },
		core: await (await context.keys()).openUnit(key),
		locale: available.find((one) => one === member.language) ?? usual,
		newAddresses: codes.flatMap(({ new_email_sealed: sealed }) => sealed ?? []),
	};
	return told;
}

/** A letter in the outbox: its id, which a step names, and the queries that stand before the step. */
type TellContext = Omit<MailOrigin, "locale">;
export type Queued = { mail: string; queries: readonly Compilable[] };

/** @param cause names the one event that the letter is for, by ids alone */
export async function tell(context: TellContext, to: Told, letter: Letter, cause: string): Promise<Queued> {
	const { member, brand, locale, core, emailSealed } = to;
	const queries = await notify({ ...context, locale }, { member, brand, core, emailSealed }, letter, cause);
	return { mail: await mailId(context.realm.id, cause), queries };
}

/** The same to every address that is known of the member; the id is that of the first. */
export async function tellEverywhere(context: TellContext, to: Told, letter: Letter, cause: string): Promise<Queued> {
	const first = await tell(context, to, letter, cause);
	const { member, brand, locale, core } = to;
	const location = { table: "mail_code", column: "new_email_sealed", row: member };
	const others = await Promise.all(
		to.newAddresses.map(async (sealed, at) => {
			const address = await open(core, location, sealed);
			return notify({ ...context, locale }, { member, brand, address }, letter, `${cause}:${at}`);
		}),
	);
	return { mail: first.mail, queries: [...first.queries, ...others.flat()] };
}

/** To an address that finds nobody: the mail is the only thing that is kept of it, for its own term. */
export async function tellNobody(context: Context, address: string): Promise<Queued> {
	const nobody = uuidv7(context.now);
	const brand = senderBrand(context, []);
	const published = context.snapshot.findBrand(brand);
	if (published === undefined) throw new AppError("internal", "a realm without brands");
	const authority = authorityOf({ published }, context.now);
	const letter = REQUEST_NOBODY.with({ statement: { at: "brand", path: "/privacy" }, authority });
	const cause = `request_nobody:${nobody}`;
	const queries = await notify(context, { member: nobody, brand, address }, letter, cause);
	return { mail: await mailId(context.realm.id, cause), queries };
}

/** The page of a member's requests, and of the copies that answer some. */
export const OWN_REQUESTS: MailLink = { at: "account", path: "/privacy/requests" };
export const OWN_COPY: MailLink = { at: "account", path: "/privacy/export" };

/** A link that carries a code, in the language of its reader. */
export const codeLink = (context: Context, { brand, locale }: Told, path: string, code: string): MailLink =>
	mailLink({ ...context, locale }, path, brand, { code });

/** Whom a member complains to about the answer. */
export function authorityOf({ published }: Pick<Told, "published">, now: number): { name: string; url: string } {
	const { name, url } = currentEdition(published, now).legal.operator.authority;
	return { name, url };
}
