import type { Compilable } from "kysely";
import { mailLink } from "#foundation/account-host/links.ts";
import type { RequestContext } from "#foundation/context.ts";
import { standingKey } from "#foundation/crypto/rotation/reseal-queue.ts";
import type { UnitKey } from "#foundation/crypto/sealed.ts";
import type { BrandId } from "#foundation/ids.ts";
import { notify } from "#foundation/mail/notify.ts";
import { SIGN_IN_NEW_DEVICE } from "../letters.ts";
import { addSession, endExpiredSessions, endSurplusSessions } from "../queries.ts";
import { forgetGuesses } from "../sign-in/guesses.ts";
import { deviceOf } from "./device.ts";
import { isKnownDevice, rememberDevice } from "./known-device.ts";
import { endSession } from "./queries-session.ts";
import { sessionRow, sessionToken, setSessionCookie } from "./session.ts";

/** `brand`: whose mail tells of it. */
export type Entering = {
	member: string;
	epoch: number;
	kept: boolean;
	core: UnitKey;
	emailSealed: Uint8Array;
	brand: BrandId;
};

/**
 * Signs a member in on the account host: `rows` belong in the caller's batch, `done` follows once they are written.
 * Where this browser is new to the member, their mail says so.
 */
export async function beginSession(
	context: RequestContext,
	entering: Entering,
): Promise<{ rows: Compilable[]; done(): Promise<void> }> {
	const { realm } = context;
	const at = context.at;
	const session = await sessionRow(context, entering);
	const before = await sessionToken(context);
	const notice = (await isKnownDevice(context, entering.member))
		? []
		: await newDeviceNotice(context, entering, session.id);
	return {
		rows: [
			standingKey(realm.id, entering.core),
			addSession(session),
			endExpiredSessions(realm.id, entering.member, at),
			forgetGuesses(context, entering.member),
			endSurplusSessions(realm.id, entering.member),
			// What this browser was signed in with, as whoever (OWASP ASVS 5.0 7.2.4).
			...(before ? [endSession(realm.id, before.id)] : []),
			...notice,
		],
		async done() {
			await setSessionCookie(context, session);
			await rememberDevice(context, entering.member);
			if (notice.length > 0) context.sendMail();
		},
	};
}

function newDeviceNotice(context: RequestContext, entering: Entering, session: string): Promise<Compilable[]> {
	const { browser, system } = deviceOf(context.browser.userAgent);
	const letter = SIGN_IN_NEW_DEVICE.with({
		at: context.at,
		device: [browser, system].filter(Boolean).join(", ") || "?",
		security: mailLink(context, "/security", entering.brand),
	});
	return notify(context, entering, letter, `sign_in_new_device:${session}`);
}
