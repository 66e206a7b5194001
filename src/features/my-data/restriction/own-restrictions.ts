import { readMemberships } from "#features/accounts/membership.ts";
import { numbered, photosOn } from "#features/profiles/photos/own-photos.ts";
import type { RequestContext } from "#foundation/context.ts";
import { unitKeysOfParts } from "#foundation/crypto/queries.ts";
import { uuidv7 } from "#foundation/crypto/random.ts";
import { noticeReads } from "#foundation/recipients/notice.ts";
import { writeAct } from "#foundation/recipients/write-act.ts";
import { RESTRICTION_UNITS } from "#foundation/rights/restriction/decision-reason.ts";
import {
	addRestriction,
	endOwnRestriction,
	standingRestrictions,
} from "#foundation/rights/restriction/queries-restriction.ts";
import { coveredItems } from "./covered.ts";
import { ASKED_GROUNDS, type AskedGround, type Restrictable, restrictableOn } from "./restrictable.ts";

/** What stands for the member, and what they may have restricted; undefined when nobody is signed in. */
export async function readOwn(context: RequestContext) {
	const { realm } = context;
	const read = await readMemberships(
		context,
		({ member }) =>
			[
				standingRestrictions(realm.id, member),
				photosOn(realm.brands, member),
				unitKeysOfParts(realm.id, [member], RESTRICTION_UNITS),
				...noticeReads(realm.id, [member]),
			] as const,
	);
	if (read === undefined) return undefined;
	const [standing, photos, keys, ...disclosed] = read.rows;
	const joined = read.memberships.map(({ brand_id }) => brand_id);
	const offered = restrictableOn(context, joined, numbered(photos));
	return { member: read.member.id, standing, keys, offered, disclosed };
}
type Own = NonNullable<Awaited<ReturnType<typeof readOwn>>>;

/** Restricts at once, and tells the recipients of what it covers (GDPR Art. 18(1), 19); once, however often it is asked. */
export async function begin(
	context: RequestContext,
	{ member, standing, disclosed }: Own,
	{ brand, item, photo }: Restrictable,
	ground: AskedGround,
): Promise<void> {
	const { realm, at, now } = context;
	const what = { brand_id: brand, item, purpose: "", row_id: photo?.id ?? "", ground };
	const stands = standing.find(
		(one) =>
			one.brand_id === brand &&
			one.item === item &&
			one.purpose === "" &&
			one.row_id === what.row_id &&
			one.ground === ground,
	);
	if (stands !== undefined && stands.told_at === null) return;
	// One whose end was told would end under the member: the one that is asked for now takes its place.
	const before = stands === undefined ? [] : [endOwnRestriction(realm.id, member, stands.id, at)];
	const id = uuidv7(now);
	const act = { kind: "restricted", items: coveredItems(what), cause: id } as const;
	const database = context.database();
	await writeAct({ ...context, database }, { realm: realm.id, member, act }, disclosed, [
		...before,
		addRestriction({ ...what, realm_id: realm.id, id, member_id: member, since: at }),
	]);
}

/** Ends what the member asked for, at once; nothing of an objection, which is taken back elsewhere. */
export async function endOwn(context: RequestContext, { member, standing, disclosed }: Own, id: string): Promise<void> {
	const { realm, at } = context;
	const row = standing.find((one) => one.id === id);
	if (row === undefined || !ASKED_GROUNDS.some((ground) => ground === row.ground)) return;
	const act = { kind: "restriction_lifted", items: coveredItems(row), cause: id } as const;
	const database = context.database();
	await writeAct({ ...context, database }, { realm: realm.id, member, act }, disclosed, [
		endOwnRestriction(realm.id, member, id, at),
	]);
}
