import { codeEnd, codeHours } from "#features/accounts/code-end.ts";
import { comparableEmail } from "#features/accounts/identity.ts";
import { attemptLimitsOf, countAttempt, isExceeded } from "#features/accounts/sign-in/attempt-limits.ts";
import { mailLink, senderBrand } from "#foundation/account-host/links.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { KeyUnavailable } from "#foundation/crypto/keys.ts";
import { unitKeysOf } from "#foundation/crypto/queries.ts";
import { randomToken, sha256, uuidv7 } from "#foundation/crypto/random.ts";
import { open, SealBroken } from "#foundation/crypto/sealed.ts";
import { notify } from "#foundation/mail/notify.ts";
import {
	type Addressed,
	addLinks,
	addressedKinds,
	foundByAddress,
	removeUnsentLinks,
	withoutAccount,
} from "#foundation/rights/found-by-address.ts";
import { isAnsweredByCopy, type RequestKind } from "#foundation/rights/requests/request.ts";
import { joinedBrands } from "../export/queries.ts";
import { COPY_ACCOUNT, COPY_LINK, COPY_NONE } from "../letters.ts";
import { askUnverified } from "./ask-unverified.ts";

/** Somebody whom the address finds. `address`: as it was given there. */
type Found = { kind: Addressed; id: string; address: string };

/** What somebody typed who is not signed in. */
export type Typed = { email: string; kind: RequestKind; text: string };

/**
 * Answers by mail what is held under an address (GDPR Art. 12(3), 15), or asks there for confirmation of another right.
 * What the asker is told, and how long it takes, is the same whatever is held (threats T9, T25): one trip, and the mail
 * goes out after the answer.
 */
export async function askByAddress(
	context: RequestContext,
	{ email: typed, kind, text }: Typed,
): Promise<"asked" | "throttled"> {
	const { realm } = context;
	const email = comparableEmail(typed);
	const ring = await context.keys();
	const kinds = addressedKinds(context.running.register);
	const owner = { realm: realm.id, brands: realm.brands };
	const searches = await Promise.all(kinds.map((kind) => foundByAddress(ring, owner, kind, email)));
	const attempts = await attemptLimitsOf(context, "copy", email);
	const database = context.database().for("signing in");
	const [counts, ...rows] = await database.write(countAttempt(attempts), ...searches);
	if (isExceeded(attempts, counts)) return "throttled";
	const found = kinds.flatMap((kind, at) => (rows[at] ?? []).map((row) => ({ kind, row })));
	context.defer(async () => {
		const byCopy = isAnsweredByCopy(kind);
		// What stands there without an account is shown by the link, and erased by it, too.
		const shown = byCopy ? found : kind === "erasure" ? found.filter((one) => withoutAccount(one.kind)) : [];
		// As each was given: to a mail host, another case may be another mailbox.
		const byAddress = Map.groupBy(await openAddresses(context, shown), ({ address }) => address);
		for (const [address, persons] of byAddress) await answer(context, address, persons);
		const members = found.flatMap(({ kind: { as }, row }) => (as === "member" ? [String(row.id)] : []));
		if (!byCopy && (members.length > 0 || shown.length === 0))
			await askUnverified(context, members, { kind, text, address: typed });
		if (byCopy && found.length === 0) await answerNothing(context, typed);
		context.sendMail();
	});
	return "asked";
}

type FoundRow = { kind: Addressed; row: { id?: unknown; address_sealed?: unknown } };

async function openAddresses(context: Context, found: readonly FoundRow[]): Promise<Found[]> {
	if (found.length === 0) return [];
	const owners = found.map(({ row }) => String(row.id));
	const [keys] = await context
		.database()
		.for("signing in")
		.read(unitKeysOf(context.realm.id, owners, ["core"]));
	const opened = await Promise.all(found.map((one) => openAddress(context, one, keys)));
	return opened.filter((one) => one !== undefined);
}

async function openAddress(context: Context, { kind, row }: FoundRow, keys: readonly UnitKeyRow[]) {
	const id = String(row.id);
	const key = keys.find(({ owner_id }) => owner_id === id);
	if (key === undefined || !(row.address_sealed instanceof Uint8Array)) return undefined;
	const location = { table: kind.table, column: kind.address.sealed, row: id };
	const ring = await context.keys();
	try {
		return { kind, id, address: await open(await ring.openUnit(key), location, row.address_sealed) };
	} catch (error) {
		// It holds up no answer about the others.
		if (!(error instanceof SealBroken || error instanceof KeyUnavailable)) throw error;
		console.error("copies: an address does not open");
		return undefined;
	}
}

/** An answer to an access request, too: nothing is held. The mail is the only thing that is, for its own term. */
async function answerNothing(context: Context, address: string): Promise<void> {
	const nobody = uuidv7(context.now);
	const to = { member: nobody, brand: senderBrand(context, []), address };
	const letter = COPY_NONE.with({ statement: { at: "brand", path: "/privacy" } });
	await context.database().write(...(await notify(context, to, letter, `copy_none:${nobody}`)));
}

/** To those with an account where they sign in; to the others a link, which the mailbox alone has. */
async function answer(context: Context, address: string, persons: readonly Found[]): Promise<void> {
	const [first] = persons;
	if (first === undefined) return;
	const brand = await writerOf(context, persons);
	const code = randomToken();
	const hash = await sha256(code);
	const others = persons.filter(({ kind }) => withoutAccount(kind));
	const link = mailLink(context, "/privacy/ask/open", brand, { code });
	const pages = [...new Set(persons.flatMap(({ kind }) => kind.copyAt ?? []))];
	const links = { realm: context.realm.id, hash, issued: context.at, expires: codeEnd(context) };
	const hours = codeHours(context);
	const letter =
		pages.length === 0
			? COPY_LINK.with({ link, hours })
			: COPY_ACCOUNT.with({
					pages: pages.map((page) => mailLink(context, page, brand)),
					...(others.length === 0 ? {} : { others: { link, hours } }),
				});
	await context.database().write(
		...(others.length === 0
			? []
			: [
					addLinks(
						links,
						others.map(({ kind, id }) => ({ kind: kind.as, id })),
					),
				]),
		...(await notify(context, { member: first.id, brand, address }, letter, `${letter.kind.name}:${code.slice(0, 8)}`)),
		removeUnsentLinks(context.realm.id, hash),
	);
}

/** A member is written to by a site that they joined; for all others it is where this was asked. */
async function writerOf(context: Context, persons: readonly Found[]) {
	const member = persons.find(({ kind }) => kind.as === "member");
	if (member === undefined) return senderBrand(context, []);
	const [joined] = await context.database().for("signing in").read(joinedBrands(context.realm.brands, member.id));
	return senderBrand(context, joined);
}
