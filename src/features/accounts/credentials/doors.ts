import type { Compilable } from "kysely";
import { mailLink } from "#foundation/account-host/links.ts";
import { newAct } from "#foundation/acts/act.ts";
import { addAct } from "#foundation/acts/queries.ts";
import { putActsSoon } from "#foundation/acts/request.ts";
import type { Context } from "#foundation/context.ts";
import { queueReseal } from "#foundation/crypto/rotation/reseal-queue.ts";
import { open, type UnitKey } from "#foundation/crypto/sealed.ts";
import type { TokenPurpose } from "#foundation/crypto/tokens.ts";
import type { BrandId, RealmId } from "#foundation/ids.ts";
import { endSessionsOf, raiseEpoch } from "../session/queries-session.ts";
import type { SignedIn } from "../session/signed-in.ts";
import { changeNotice } from "./change-notice.ts";
import { authenticatorSince, passkeyNames, removeMailCodes, unusedRecoveryCodes } from "./queries-doors.ts";
import type { StandingDoor } from "./schema.ts";

/**
 * What a new password, a suspension, closing the account and the end of all sessions do with a door (DECISIONS 75):
 * `removed`: its rows go in the same batch. `epoch`: it names the member's epoch, which each of these acts raises.
 * `session`: it is of use only in a live session. `stays`: the member is told of it, by name. `none`: it opens nothing.
 */
export type DoorEnd = "removed" | "epoch" | "session" | "stays" | "none";

/** Every table of the accounts that names a member, and what its rows open. A test compares the two. */
export const DOOR_TABLES: Readonly<Record<string, DoorEnd>> = {
	session: "removed",
	// The code itself names the epoch.
	sign_in_code: "epoch",
	mail_code: "removed",
	passkey: "stays",
	authenticator: "stays",
	recovery_code: "stays",
	// The password: what the act replaced, or what the member goes on signing in with.
	member: "stays",
	registration: "none",
	membership: "none",
};

/** Every token that this code gives out. The compiler asks for a purpose that is new. */
export const DOOR_TOKENS: Readonly<Record<TokenPurpose, DoorEnd>> = {
	// Names a row, which is removed.
	session: "removed",
	rights_session: "removed",
	rights_offer: "epoch",
	second_factor: "epoch",
	reopen: "epoch",
	authenticator: "session",
	// Adding one takes a session; signing in with one takes a passkey.
	passkey: "session",
	login: "none",
	// Goes with it, and holds what recipients were told as somebody pressed join.
	told_of_joining: "none",
	// Names the session that was just begun.
	sign_in_ticket: "session",
	// Makes a browser known, in which the password is then asked.
	new_browser: "none",
	join: "none",
	device: "none",
	unsubscribe: "none",
	// Shows how an erasure stands, and gives its receipt.
	erasure: "none",
	// Opens the one ticket that its mail is about.
	ticket: "none",
	staff: "none",
	staff_second_factor: "none",
	staff_enrolment: "none",
	staff_photo: "none",
};

/** For the batch of the act, which raises the member's epoch itself: everything that is `removed`. */
export function endDoors(realm: RealmId, member: string, at: string): Compilable[] {
	return [
		endSessionsOf(realm, member),
		removeMailCodes(realm, member),
		// A new address that was asked for is a value that goes.
		queueReseal(realm, { owner: member, unit: "core" }, at),
	];
}

/** What `standingDoors` reads, for the caller's own trip; `owner` may be a query that finds the member. */
export const doorQueries = (realm: RealmId, owner: Parameters<typeof passkeyNames>[1]) =>
	[passkeyNames(realm, owner), authenticatorSince(realm, owner), unusedRecoveryCodes(realm, owner)] as const;

type DoorRows = readonly [
	readonly { id: string; name_sealed: Uint8Array }[],
	readonly { created_at: string }[],
	readonly { left: number }[],
];

/** What opens the account beside its password and its mailbox, each with where the member removes it. */
export async function standingDoors(
	context: Context,
	{ core, brand }: { core: UnitKey; brand: BrandId },
	[passkeys, [authenticator], [codes]]: DoorRows,
): Promise<StandingDoor[]> {
	const link = (path: string) => mailLink(context, path, brand);
	const named = passkeys.map(async ({ id, name_sealed }): Promise<StandingDoor> => {
		const name = await open(core, { table: "passkey", column: "name_sealed", row: id }, name_sealed);
		return { kind: "passkey", name, link: link(`/security/passkeys/${id}/remove`) };
	});
	const app: StandingDoor[] = [
		{ kind: "authenticator", link: link("/security/authenticator") },
		{ kind: "recovery_codes", left: codes?.left ?? 0, link: link("/security/recovery-codes") },
	];
	return [...(await Promise.all(named)), ...(authenticator ? app : [])];
}

/** Signs out everywhere: shuts every door that stood open, and tells the owner what else opens the account. */
export async function endEverywhere(
	context: Context,
	member: SignedIn,
	{ brand, doors }: { brand: BrandId; doors: DoorRows },
): Promise<StandingDoor[]> {
	const { realm } = context;
	const at = context.at;
	const standing = await standingDoors(context, { core: member.core, brand }, doors);
	const owner = { member: member.id, core: member.core, emailSealed: member.sealed.email, brand };
	await context
		.database()
		.write(
			raiseEpoch(realm.id, member.id, at),
			addAct(realm.id, newAct(member.id, { kind: "signed_out_everywhere" }, context.now)),
			...endDoors(realm.id, member.id, at),
			...(await changeNotice(context, owner, "sessions_ended", { standing })),
		);
	context.sendMail();
	putActsSoon(context);
	return standing;
}
