import type { Compilable } from "kysely";
import type { RequestContext } from "#foundation/context.ts";
import { assertKeyCurrent } from "#foundation/crypto/rotation/reseal-queue.ts";
import { deviceOf } from "#foundation/device.ts";
import type { BrandId } from "#foundation/ids.ts";
import { notify } from "#foundation/mail/notify.ts";
import { SIGN_IN_NEW_DEVICE } from "../letters.ts";
import { addSession, endExpiredSessions, endSurplusSessions } from "../queries.ts";
import { forgetGuesses } from "../sign-in/guesses.ts";
import { isKnownDevice, rememberDevice } from "./known-device.ts";
import { endSession } from "./queries-session.ts";
import {
	heldSession,
	type NewSession,
	securityLink,
	sessionRow,
	setRightsCookie,
	setSessionCookie,
} from "./session.ts";

/** `brand`: whose mail tells of it. */
export type SignInGrant = NewSession & { emailSealed: Uint8Array; brand: BrandId };

/**
 * Signs a member in on the account host: `rows` belong in the caller's batch, `done` follows once they are written.
 * Where this browser is new to the member, their mail says so.
 */
export async function beginSession(
	context: RequestContext,
	grant: SignInGrant,
): Promise<{ id: string; rows: Compilable[]; done(): Promise<void> }> {
	const { realm } = context;
	const at = context.at;
	const session = await sessionRow(context, grant);
	const before = await heldSession(context);
	const notice = (await isKnownDevice(context, grant.member)) ? [] : await newDeviceNotice(context, grant, session);
	return {
		id: session.id,
		rows: [
			assertKeyCurrent(realm.id, grant.core),
			addSession(session),
			endExpiredSessions(realm.id, grant.member, at),
			forgetGuesses(context, grant.member),
			endSurplusSessions(realm.id, grant.member),
			// Ends the browser's previous session, whichever account it belonged to (OWASP ASVS 5.0 7.2.4).
			...(before ? [endSession(realm.id, before.id)] : []),
			...notice,
		],
		async done() {
			await (grant.rightsSince === undefined ? setSessionCookie : setRightsCookie)(context, session);
			await rememberDevice(context, grant.member);
			if (notice.length > 0) context.sendMail();
		},
	};
}

function newDeviceNotice(
	context: RequestContext,
	grant: SignInGrant,
	{ id, scope }: { id: string; scope: string },
): Promise<Compilable[]> {
	const { browser, system } = deviceOf(context.browser.userAgent);
	const letter = SIGN_IN_NEW_DEVICE.with({
		at: context.at,
		device: [browser, system].filter(Boolean).join(", ") || "?",
		...securityLink(context, scope, grant.brand),
	});
	return notify(context, grant, letter, `sign_in_new_device:${id}`);
}
