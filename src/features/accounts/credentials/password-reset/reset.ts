import { mailLink, senderBrand } from "#foundation/account-host/links.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addActAfterChange } from "#foundation/acts/queries.ts";
import { putActsSoon } from "#foundation/acts/request.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { hashPassword, reserveHashSlot } from "#foundation/crypto/password.ts";
import { randomToken, sha256, toBase64Url } from "#foundation/crypto/random.ts";
import { assertKeyCurrent } from "#foundation/crypto/rotation/reseal-queue.ts";
import { seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import type { BrandId } from "#foundation/ids.ts";
import { hoursOfWayIn, mailCounts } from "#foundation/mail/ceiling.ts";
import { notify, notifyAfterChange, openAddress } from "#foundation/mail/notify.ts";
import { mailsCounted } from "#foundation/mail/queries-ceiling.ts";
import { codeEnd } from "../../code-end.ts";
import { comparableIdentifier } from "../../identity.ts";
import { PASSWORD_CHANGED, PASSWORD_RESET } from "../../letters.ts";
import * as sql from "../../queries.ts";
import { rememberDevice } from "../../session/known-device.ts";
import { membershipsByIndex } from "../../session/queries-session.ts";
import { attemptLimitsOf, countAttempt, isExceeded } from "../../sign-in/attempt-limits.ts";
import { forgetGuesses } from "../../sign-in/guesses.ts";
import { doorQueries, endDoors, standingDoors } from "../doors.ts";
import type { StandingDoor } from "../schema.ts";
import {
	addResetCode,
	memberOfCode,
	membershipsOfCode,
	openResets,
	removeUnsentCode,
	setPasswordByCode,
} from "./queries-reset.ts";

/** Links that work at once: who has so many in the mailbox needs no other, and nobody can fill it (T26). */
const MAX_OPEN_RESETS = 3;

/** Sends a link to the address of an account, if there is one; the same work and answer if there is none (T25). */
export async function requestReset(context: RequestContext, identifier: string): Promise<"asked" | "throttled"> {
	const { realm } = context;
	const ring = await context.keys();
	const { kind, text } = comparableIdentifier(identifier);
	const column = `${kind}_index` as const;
	const indexes = await ring.indexes(kind, realm.id, text);
	const attempts = await attemptLimitsOf(context, "reset", text);
	const database = context.database().for("signing in");
	const [counts, [member], keys, memberships, resets] = await database.write(
		countAttempt(attempts),
		sql.memberByIndex(realm.id, column, indexes),
		sql.coreKeysByIndex(realm.id, column, indexes),
		membershipsByIndex(realm, column, indexes),
		openResets(realm.id, column, indexes, context.at),
	);
	if (isExceeded(attempts, counts)) return "throttled";
	const key = keys.find(({ owner_id }) => owner_id === member?.id);
	if (member && key && resets.length < MAX_OPEN_RESETS) {
		const brand = senderBrand(context, memberships);
		// After the answer, which takes as long with an account as without one (T25).
		context.defer(async () => sendLink(context, member, await ring.openUnit(key), brand));
	}
	return "asked";
}

async function sendLink(
	context: Context,
	member: { id: string; email_sealed: Uint8Array },
	core: UnitKey,
	brand: BrandId,
): Promise<void> {
	const { realm, now } = context;
	const code = randomToken();
	const hash = await sha256(code);
	const ring = await context.keys();
	const address = await openAddress(member.id, { core, emailSealed: member.email_sealed });
	const { causedBy } = PASSWORD_RESET;
	const counts = await mailCounts({ ring, realm: realm.id, recipient: address, causedBy, now });
	const [[day]] = counts ? await context.database().read(mailsCounted(counts.day)) : [[]];
	const hours = hoursOfWayIn({ sent: day?.count ?? 0, usual: 1, now });
	await context.database().write(
		addResetCode(
			{
				realm_id: realm.id,
				code_hash: hash,
				member_id: member.id,
				expires_at: codeEnd(context, hours),
				key_version: ring.version,
			},
			MAX_OPEN_RESETS,
			context.at,
		),
		...(await notifyAfterChange(
			context,
			{ member: member.id, brand, address },
			PASSWORD_RESET.with({ link: mailLink(context, "/reset/new", brand, { code }), hours }),
			`reset:${member.id}:${code.slice(0, 8)}`,
		)),
		removeUnsentCode(realm.id, hash),
	);
	context.sendMail();
}

export async function isResetOpen(context: Context, hash: Uint8Array): Promise<boolean> {
	const [[code]] = await context.database().read(sql.mailCode(context.realm.id, hash));
	return code?.kind === "reset" && code.used_at === null && Date.parse(code.expires_at) > context.now;
}

/**
 * The new password counts from now, and every door that stood open is shut. The owner is told, in a mail and by the
 * caller, of what else opens the account. Two trips.
 * @returns what that is; undefined for a link that no longer works
 */
export async function resetPassword(
	context: RequestContext,
	hash: Uint8Array,
	password: string,
): Promise<StandingDoor[] | undefined> {
	const { realm } = context;
	const now = context.now;
	const at = new Date(now).toISOString();
	const database = context.database().for("signing in");
	const [[code], [key], [member], memberships, ...doors] = await database.read(
		sql.mailCode(realm.id, hash),
		sql.coreKeyOfCode(realm.id, hash),
		memberOfCode(realm.id, hash),
		membershipsOfCode(realm.id, realm.brands, hash),
		...doorQueries(realm.id, sql.codeOwner(realm.id, hash)),
	);
	if (code?.kind !== "reset" || code.used_at !== null || code.expires_at <= at || !key || !member) return undefined;
	reserveHashSlot({ clock: context.clock, realm: realm.id, action: "reset" });
	const core = await (await context.keys()).openUnit(key);
	const sealed = await seal(
		core,
		{ table: "member", column: "password_sealed", row: member.id },
		await hashPassword(password),
	);
	const brand = senderBrand(context, memberships);
	const standing = await standingDoors(context, { core, brand }, doors);
	const [set] = await database.write(
		setPasswordByCode(realm.id, hash, sealed, at),
		addActAfterChange(realm.id, newAct(member.id, { kind: "password_changed" }, now)),
		assertKeyCurrent(realm.id, core),
		...endDoors(realm.id, member.id, at),
		forgetGuesses(context, member.id),
		...(await notify(
			context,
			{ member: member.id, brand, core, emailSealed: member.email_sealed },
			PASSWORD_CHANGED.with({ at, reset: mailLink(context, "/reset", brand), standing }),
			`password_reset:${toBase64Url(hash)}`,
		)),
	);
	context.sendMail();
	putActsSoon(context);
	if (set.length === 0) return undefined;
	// Who has the mailbox signs in from here next, whatever others try meanwhile.
	await rememberDevice(context, member.id);
	return standing;
}
