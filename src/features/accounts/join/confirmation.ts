import type { Compilable } from "kysely";
import { currentEdition } from "#foundation/brand/registry.ts";
import type { Context, RequestContext } from "#foundation/context.ts";
import { hashPassword, reserveHashSlot, verifyNoPassword, verifyPassword } from "#foundation/crypto/password.ts";
import { toBase64Url } from "#foundation/crypto/random.ts";
import { assertKeyCurrent } from "#foundation/crypto/rotation/reseal-queue.ts";
import { open, seal, type UnitKey } from "#foundation/crypto/sealed.ts";
import { ConstraintViolated } from "#foundation/db/database.ts";
import type { Tables } from "#foundation/db/tables.ts";
import { asksDisplayName, type DisplayNameFault, displayNameFault, firstNameRows } from "../brand-name/brand-name.ts";
import { memberOfCode } from "../credentials/password-reset/queries-reset.ts";
import { comparableEmail, comparableUserName, confusableSkeleton, LIKENESS_VERSION } from "../identity.ts";
import { addMembership } from "../membership.ts";
import * as sql from "../queries.ts";
import { removeUnconfirmed } from "../queries-upkeep.ts";
import { rememberDevice } from "../session/known-device.ts";
import { endSession } from "../session/queries-session.ts";
import { heldSession, type NewSession, sessionRow, setSessionCookie } from "../session/session.ts";
import { attemptLimitsOf, countAttempt, isExceeded, refundAttempt } from "../sign-in/attempt-limits.ts";
import { isOwnRegistration } from "./own-registration.ts";
import { openUserName, proposalFor } from "./registration-name.ts";

/** `brand`: that was joined. `active`: the link did its work before, and the account is there. */
type Outcome =
	| { outcome: "confirmed"; session: string; brand: string }
	| { outcome: "active" | "spent" | "taken" | "wrong" | "throttled" | DisplayNameFault };

/** What a link of a confirmation mail is good for. `own`: in the browser that joined, which one click then activates. */
export type LinkState = "own" | "elsewhere" | "active" | "spent";

/**
 * `asksName`: whether the brand that was joined asks a display name. `proposal`: one to take over, for the browser that
 * joined alone: what is unlike the user name tells others something of it.
 */
export type Link = { state: LinkState; asksName: boolean; proposal: string | undefined };

export async function readLink(context: RequestContext, hash: Uint8Array): Promise<Link> {
	const { realm } = context;
	const [[code], [registration], [key], [member]] = await context
		.database()
		.for("signing in")
		.read(
			sql.mailCode(realm.id, hash),
			sql.registrationOfCode(realm.id, hash),
			sql.coreKeyOfCode(realm.id, hash),
			memberOfCode(realm.id, hash),
		);
	if (!registration || !key || !isLive(code, context.now))
		return { state: usedUp(code, member), asksName: false, proposal: undefined };
	const brand = context.snapshot.findBrand(registration.brand_id);
	const asksName = brand !== undefined && asksDisplayName(currentEdition(brand, context.now));
	const isOwn = await isOwnRegistration(context, registration.id);
	const proposal = isOwn && asksName ? await proposalFor(context, key, registration) : undefined;
	return { state: isOwn ? "own" : "elsewhere", asksName, proposal };
}

/** A link that was used is no mistake of who presses twice or goes back. */
const usedUp = (code: { kind: string; used_at: string | null } | undefined, member: object | undefined) =>
	code?.kind === "confirm" && code.used_at !== null && member !== undefined ? "active" : "spent";

const isLive = (code: { expires_at: string; used_at: string | null; kind: string } | undefined, now: number) =>
	code?.kind === "confirm" && code.used_at === null && Date.parse(code.expires_at) > now;

/**
 * What speaks for the one who activates: nothing, in the browser that joined; the password that was chosen there; or
 * a new one, for who has the mailbox wins over who only typed its address.
 */
export type Claim = { password?: string | undefined } | { newPassword: string };

/**
 * Makes the registration a member, under this display name on its brand, signed in on the account host. The link
 * proves the mailbox; that the account is the reader's own, the claim must. A try is counted before the password is looked at. Two trips.
 */
export async function confirm(
	context: RequestContext,
	hash: Uint8Array,
	claim: Claim,
	displayName = "",
): Promise<Outcome> {
	const { realm } = context;
	const database = context.database().for("signing in");
	const attempts = await attemptLimitsOf(context, "code", `confirm ${toBase64Url(hash)}`);
	const [counts, [code], [registration], [key], rivals, [member]] = await database.write(
		countAttempt(attempts),
		sql.mailCode(realm.id, hash),
		sql.registrationOfCode(realm.id, hash),
		sql.coreKeyOfCode(realm.id, hash),
		sql.rivalOfRegistration(realm.id, hash),
		memberOfCode(realm.id, hash),
	);
	if (!isLive(code, context.now) || !registration || !key) return { outcome: usedUp(code, member) };
	if (rivals.length > 0) return { outcome: rivals.some(({ same_email }) => same_email) ? "spent" : "taken" };
	// The brand that was joined, whatever the address of this page says.
	const brand = context.snapshot.findBrand(registration.brand_id);
	if (brand === undefined || brand.look.state === "closed") return { outcome: "spent" };
	const edition = currentEdition(brand, context.now);
	const core = await (await context.keys()).openUnit(key);
	const isOwn = await isOwnRegistration(context, registration.id);
	if (!isOwn && isExceeded(attempts, counts)) return { outcome: "throttled" };
	if (!isOwn && !("newPassword" in claim) && !(await isRight(context, core, registration, claim.password)))
		return { outcome: "wrong" };
	const userName = await openUserName(core, registration);
	const fault = displayNameFault(context, edition, displayName, { userName });
	if (fault !== undefined) return { outcome: fault };
	const indexes = await newestIndexes(context, core, registration, userName);
	if (indexes === undefined) return { outcome: "taken" };
	const at = context.at;
	const chosen = "newPassword" in claim ? await newHash(context, claim.newPassword) : undefined;
	const row = { ...(await memberOf(core, registration, at, chosen)), ...indexes, realm_id: realm.id };
	return enter(context, hash, { member: registration.id, epoch: 1, kept: false, core, brand: brand.id }, [
		sql.addMember(row),
		addMembership(context, edition, registration.id),
		sql.removeRegistration(realm.id, registration.id),
		...(await firstNameRows(
			await context.keys(),
			{ realm: realm.id, brand: brand.id, member: registration.id },
			asksDisplayName(edition) ? displayName : "",
			at,
		)),
		refundAttempt(attempts),
	]);
}

/** Spends the link and signs in, once. The browser's previous session ends (OWASP ASVS 5.0 7.2.4). */
async function enter(
	context: RequestContext,
	hash: Uint8Array,
	grant: NewSession & { brand: string },
	rows: Compilable[],
): Promise<Outcome> {
	const { realm } = context;
	const session = await sessionRow(context, grant);
	const before = await heldSession(context);
	const database = context.database().for("signing in");
	try {
		const at = context.at;
		const [spent] = await database.write(
			sql.spendMailCode(realm.id, hash, at),
			// If the registration was deleted meanwhile, its key is gone too: nobody becomes a member without one.
			assertKeyCurrent(realm.id, grant.core),
			...rows,
			sql.addSession(session),
			...(before ? [endSession(realm.id, before.id)] : []),
		);
		if (spent.length === 0) return { outcome: "spent" };
	} catch (error) {
		if (!(error instanceof ConstraintViolated)) throw error;
		// Two clicks at once, or somebody else with this name in the same moment: the database let one of them in.
		const [[code], [member]] = await database.read(sql.mailCode(realm.id, hash), memberOfCode(realm.id, hash));
		if (member !== undefined) return { outcome: "active" };
		return { outcome: code === undefined ? "spent" : "taken" };
	}
	await setSessionCookie(context, session);
	await rememberDevice(context, grant.member);
	return { outcome: "confirmed", session: session.id, brand: grant.brand };
}

async function isRight(
	context: Context,
	core: UnitKey,
	{ id, password_sealed }: Password,
	password = "",
): Promise<boolean> {
	reserveHashSlot({ clock: context.clock, realm: context.realm.id, action: "confirm" });
	if (password.length > 1_000) return verifyNoPassword(password.slice(0, 1_000));
	const location = { table: "registration", column: "password_sealed", row: id };
	return verifyPassword(password, await open(core, location, password_sealed));
}

function newHash(context: Context, password: string): Promise<string> {
	reserveHashSlot({ clock: context.clock, realm: context.realm.id, action: "confirm" });
	return hashPassword(password);
}

type Password = { id: string; password_sealed: Uint8Array };

/** Somebody else typed this address: what they filled in goes whole, with its keys. False for a link of no use. */
export async function discard(context: Context, hash: Uint8Array): Promise<boolean> {
	const { realm } = context;
	const database = context.database().for("signing in");
	const [[code], [registration]] = await database.read(
		sql.mailCode(realm.id, hash),
		sql.registrationOfCode(realm.id, hash),
	);
	if (registration === undefined || !isLive(code, context.now)) return false;
	await database.write(...removeUnconfirmed([{ ...registration, realm_id: realm.id }], realm.brands));
	return true;
}

type Addressed = { id: string; email_sealed: Uint8Array };

/**
 * The keyed hashes of a registration under the key that is written now. While two keys are alive, a rival may stand under
 * the other, where no unique index sees it: then they are looked for first. Undefined when there is one.
 */
async function newestIndexes(context: Context, core: UnitKey, registration: Addressed, name: string) {
	const { realm } = context;
	const ring = await context.keys();
	const location = { table: "registration", column: "email_sealed", row: registration.id };
	const email = comparableEmail(await open(core, location, registration.email_sealed));
	const texts = { email, user_name: comparableUserName(name), user_name_likeness: confusableSkeleton(name) };
	const under = (kind: keyof typeof texts) => ring.indexes(kind, realm.id, texts[kind]);
	if (ring.versions.length > 1) {
		const [byEmail, byName] = await context
			.database()
			.for("signing in")
			.read(
				sql.memberByIndex(realm.id, "email_index", await under("email")),
				sql.nameTakenByMember(realm.id, await under("user_name"), await under("user_name_likeness")),
			);
		if (byEmail.length + byName.length > 0) return undefined;
	}
	return {
		email_index: await ring.index("email", realm.id, texts.email),
		user_name_index: await ring.index("user_name", realm.id, texts.user_name),
		user_name_likeness_index: await ring.index("user_name_likeness", realm.id, texts.user_name_likeness),
		key_version: ring.version,
		likeness_version: LIKENESS_VERSION,
	};
}

type Registration = Omit<Tables["registration"], "realm_id">;

/** The same values where a member has them: what is sealed is sealed for its place. */
async function memberOf(
	core: UnitKey,
	{ brand_id, expires_at, ...registration }: Registration,
	at: string,
	password: string | undefined,
) {
	const { id: row } = registration;
	const move = async (column: keyof typeof registration & `${string}_sealed`): Promise<Uint8Array> => {
		const text = await open(core, { table: "registration", column, row }, registration[column]);
		return seal(core, { table: "member", column, row }, text);
	};
	const chosen = password && seal(core, { table: "member", column: "password_sealed", row }, password);
	return {
		...registration,
		email_sealed: await move("email_sealed"),
		user_name_sealed: await move("user_name_sealed"),
		password_sealed: await (chosen || move("password_sealed")),
		gender_sealed: await move("gender_sealed"),
		adult_answer_sealed: await move("adult_answer_sealed"),
		state: "active",
		confirmed_at: at,
		session_epoch: 1,
		updated_at: at,
	};
}
