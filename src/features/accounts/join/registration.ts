import type { Compilable, Insertable } from "kysely";
import { mailLink } from "#foundation/account-host/links.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { equalBytes } from "#foundation/crypto/bytes.ts";
import type { UnitKeyRow } from "#foundation/crypto/key-wrap.ts";
import { hashPassword, reserveHashSlot, sharedSalt } from "#foundation/crypto/password.ts";
import { addUnitKey } from "#foundation/crypto/queries.ts";
import { randomToken, sha256, uuidv7 } from "#foundation/crypto/random.ts";
import { seal } from "#foundation/crypto/sealed.ts";
import type { Tables } from "#foundation/db/tables.ts";
import type { BrandId } from "#foundation/ids.ts";
import { notify, openAddress } from "#foundation/mail/notify.ts";
import { endOfTerm } from "#foundation/register/terms.ts";
import { agreementRows } from "../agreements.ts";
import { codeEnd, codeHours } from "../code-end.ts";
import { comparableEmail, comparableUserName, confusableSkeleton, LIKENESS_VERSION } from "../identity.ts";
import { ACCOUNT_EXISTS, CONFIRM } from "../letters.ts";
import { holdsOf } from "../name-holds/name-hold.ts";
import * as sql from "../queries.ts";
import { attemptLimitsOf, countAttempt, isExceeded } from "../sign-in/attempt-limits.ts";
import type { JoinRequest } from "./schema.ts";

/** Confirmations sent to one address in an hour, from all requests together. */
export const MAX_CONFIRMATIONS = 6;

/** When links end that went out an hour ago. */
export const expiryOfLinksSentAnHourAgo = (context: Context) => codeEnd(context, codeHours(context) - 1);

/** `id`: of the registration, which this browser is to remember. */
type Registered = { outcome: "asked"; id: string } | { outcome: "name_taken" } | { outcome: "throttled" };

/**
 * Registers someone, or writes to the member who has this address already: what comes back, and how long it takes, is the
 * same (threats T9, T25). One read, one write.
 * @param own registrations that this browser made: they take no name from it. Were it those of the address, from
 * wherever, the answer would say whose address it is that a name waits for.
 * @param planned the id that this browser was given with the form, if any
 */
export async function register(
	context: RequestContext,
	request: JoinRequest,
	{ own, planned = "" }: { own: readonly string[]; planned?: string | undefined },
): Promise<Registered> {
	const { realm, edition } = context;
	const ring = await context.keys();
	const email = comparableEmail(request.email);
	const emails = await ring.indexes("email", realm.id, email);
	const names = await ring.indexes("user_name", realm.id, comparableUserName(request.userName));
	const likenesses = await ring.indexes("user_name_likeness", realm.id, confusableSkeleton(request.userName));
	const now = context.at;
	const attempts = await attemptLimitsOf(context, "join", email);
	const database = context.database().for("signing in");
	const [counts, [member], keys, taken, waiting, held, sent, made] = await database.write(
		countAttempt(attempts),
		sql.memberByIndex(realm.id, "email_index", emails),
		sql.coreKeysByIndex(realm.id, "email_index", emails),
		sql.nameTakenByMember(realm.id, names, likenesses),
		sql.nameTakenByRegistration(realm.id, names, likenesses, now),
		await holdsOf(context, request.userName),
		sql.confirmationsSince(realm.id, "email_index", emails, expiryOfLinksSentAnHourAgo(context)),
		sql.unitKeys(realm.id, planned, ["core"]),
	);
	if (isExceeded(attempts, counts)) return { outcome: "throttled" };
	const isOwn = (one: (typeof waiting)[number]) =>
		own.includes(one.id) && emails.some((index) => equalBytes(index, one.email_index));
	const others = waiting.filter((one) => !isOwn(one));
	// A member's name is taken for that member's own address too: else the answer would say whose address it is.
	if (taken.length > 0 || others.length > 0 || held.length > 0) return { outcome: "name_taken" };
	reserveHashSlot({ clock: context.clock, realm: realm.id, action: "join" });
	const password = await hashPassword(request.password, await sharedSalt(`${realm.id} ${email}`));
	const key = keys.find(({ owner_id }) => owner_id === member?.id);
	const id = planned === "" || made.length > 0 ? uuidv7(context.now) : planned;
	const brand = edition.brand.id;
	// For a known address there is a registration too, and a code that nobody is sent: the name is kept from the next
	// who asks for it, and as much is written, so that neither a second try nor the time tells the two apart.
	const letter =
		member && key
			? await notifyExistingMember(context, id, member, key)
			: await confirmation(context, { id, brand }, request.email);
	await database.write(
		...(await newRegistration(context, request, { id, password })),
		...(sent.length < MAX_CONFIRMATIONS ? letter : []),
	);
	context.sendMail();
	return { outcome: "asked", id };
}

/**
 * Someone tried to join with the address of a member. Only the owner of the mailbox learns that it is one, as often as
 * any address is asked to confirm.
 */
async function notifyExistingMember(
	context: Context,
	registration: string,
	{ id: member, email_sealed }: { id: string; email_sealed: Uint8Array },
	key: UnitKeyRow,
): Promise<Compilable[]> {
	const core = await (await context.keys()).openUnit(key);
	const brand = context.edition.brand.id;
	const letter = ACCOUNT_EXISTS.with({
		signIn: mailLink(context, "/sign-in", brand),
		reset: mailLink(context, "/reset", brand),
		add: { at: "brand", path: "/login" },
	});
	// As the owner wrote it: to a mail host, another case may be another mailbox.
	const address = await openAddress(member, { core, emailSealed: email_sealed });
	// Of the registration, as for any other address: what became of the mail is looked up alike.
	const to = { member: registration, brand, address };
	const mail = await notify(context, to, letter, `account_exists:${registration}`);
	return [await codeRow(context, registration, randomToken()), ...mail];
}

async function newRegistration(
	context: Context,
	request: JoinRequest,
	{ id, password }: { id: string; password: string },
): Promise<Compilable[]> {
	const { realm, edition, locale } = context;
	const ring = await context.keys();
	const now = context.now;
	const at = new Date(now).toISOString();
	const { unit, row: key } = await ring.newUnit({ realm: realm.id, owner: id, unit: "core" });
	const sealed = (column: string, text: string) => seal(unit, { table: "registration", column, row: id }, text);
	const row: Insertable<Tables["registration"]> = {
		realm_id: realm.id,
		id,
		brand_id: edition.brand.id,
		email_sealed: await sealed("email_sealed", request.email),
		email_index: await ring.index("email", realm.id, comparableEmail(request.email)),
		user_name_sealed: await sealed("user_name_sealed", request.userName),
		user_name_index: await ring.index("user_name", realm.id, comparableUserName(request.userName)),
		user_name_likeness_index: await ring.index("user_name_likeness", realm.id, confusableSkeleton(request.userName)),
		password_sealed: await sealed("password_sealed", password),
		gender_sealed: await sealed("gender_sealed", request.gender),
		language: locale,
		adult_answer_sealed: await sealed("adult_answer_sealed", "yes"),
		adult_rule: `${edition.legal.minimumAge}+`,
		adult_answered_at: at,
		created_at: at,
		expires_at: endOfTerm(context, "unconfirmed_account").toISOString(),
		key_version: ring.version,
		likeness_version: LIKENESS_VERSION,
	};
	return [addUnitKey(key), sql.addRegistration(row), ...(await agreementRows(context, id, "join"))];
}

/** By these codes, the mails of the last hour are counted too (`confirmationsSince`). */
async function codeRow(context: Context, registration: string, code: string): Promise<Compilable> {
	const { realm } = context;
	return sql.addMailCode({
		realm_id: realm.id,
		code_hash: await sha256(code),
		member_id: registration,
		kind: "confirm",
		issued_at: context.at,
		expires_at: codeEnd(context),
		key_version: (await context.keys()).version,
	});
}

/** The code and the mail with which an address is confirmed. */
export async function confirmation(
	context: Context,
	{ id: registration, brand }: { id: string; brand: BrandId },
	recipient: string,
): Promise<Compilable[]> {
	const code = randomToken();
	return [
		await codeRow(context, registration, code),
		...(await notify(
			context,
			{ member: registration, brand, address: recipient },
			CONFIRM.with({ link: mailLink(context, "/confirm", brand, { code }), hours: codeHours(context) }),
			`confirm:${registration}:${code.slice(0, 8)}`,
		)),
	];
}
