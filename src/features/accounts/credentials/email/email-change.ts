import type { Compilable } from "kysely";
import { mailLink } from "#foundation/account-host/links.ts";
import type { Context } from "#foundation/context.ts";
import { randomToken, sha256, toBase64Url } from "#foundation/crypto/random.ts";
import { unlessTaken } from "#foundation/crypto/rotation/indexed-table.ts";
import { assertKeyCurrent, queueReseal } from "#foundation/crypto/rotation/reseal-queue.ts";
import { open, seal } from "#foundation/crypto/sealed.ts";
import type { BrandId } from "#foundation/ids.ts";
import { forgetBouncesAfterChange } from "#foundation/mail/incoming/queries-bounce.ts";
import { notify } from "#foundation/mail/notify.ts";
import { noticeQueries, noticeReads } from "#foundation/recipients/notice.ts";
import { dropConfirmLinksAfterChange } from "#foundation/rights/requests/queries-requests.ts";
import { codeEnd, codeHours } from "../../code-end.ts";
import {
	comparableEmail,
	comparableUserName,
	confusableSkeleton,
	exactLikenessOf,
	LIKENESS_VERSION,
} from "../../identity.ts";
import { EMAIL_CHANGE_NEW, EMAIL_CHANGE_OLD } from "../../letters.ts";
import { addMailCode, coreKeyOfCode, mailCode } from "../../queries.ts";
import { openOwn, type SignedIn } from "../../session/signed-in.ts";
import * as sql from "./queries-email.ts";

/**
 * Asks both addresses: the new one, whether it is the member's, the old one, whether the member wants this. Whether
 * the new one has an account already is not even looked up: who does not have its mailbox learns nothing (T25).
 */
export async function requestEmailChange(
	context: Context,
	member: SignedIn,
	address: string,
	{ writer: brand, refund }: { writer: BrandId; refund: readonly Compilable[] },
): Promise<void> {
	const { realm } = context;
	const index = await (await context.keys()).index("email", realm.id, comparableEmail(address));
	const old = await codeRows(context, member, {
		kind: "email_old",
		address,
		index,
		brand,
		to: await openOwn(member, "email"),
	});
	const fresh = await codeRows(context, member, { kind: "email_new", address, index, brand, to: address });
	await context
		.database()
		.write(
			assertKeyCurrent(realm.id, member.core),
			sql.removeEmailCodes(realm.id, member.id),
			...old,
			...fresh,
			...refund,
		);
	context.sendMail();
}

type NewCode = { kind: "email_old" | "email_new"; address: string; index: Uint8Array; brand: BrandId; to: string };

async function codeRows(
	context: Context,
	member: SignedIn,
	{ kind, address, index, brand, to }: NewCode,
): Promise<Compilable[]> {
	const { realm } = context;
	const ring = await context.keys();
	const code = randomToken();
	const hash = await sha256(code);
	const letter = kind === "email_old" ? EMAIL_CHANGE_OLD : EMAIL_CHANGE_NEW;
	return [
		addMailCode({
			realm_id: realm.id,
			code_hash: hash,
			member_id: member.id,
			kind,
			new_email_sealed: await seal(member.core, locationOf(member.id), address),
			new_email_index: index,
			issued_at: context.at,
			expires_at: codeEnd(context),
			key_version: ring.version,
		}),
		...(await notify(
			context,
			{ member: member.id, brand, address: to },
			letter.with({ link: mailLink(context, "/email", brand, { code }), hours: codeHours(context) }),
			`${kind}:${member.id}:${toBase64Url(hash).slice(0, 16)}`,
		)),
	];
}

/** A code has no id of its own that is text: the value names its member. */
const locationOf = (member: string) => ({ table: "mail_code", column: "new_email_sealed", row: member });

export type EmailCode = "email_old" | "email_new";

/** What a link is for, while it works. */
export async function emailCode(context: Context, hash: Uint8Array): Promise<EmailCode | undefined> {
	const [[code]] = await context.database().read(mailCode(context.realm.id, hash));
	return kindOf(code, context.now);
}

type Code = { kind: string; used_at: string | null; expires_at: string } | undefined;

function kindOf(code: Code, now: number): EmailCode | undefined {
	if (code === undefined || code.used_at !== null || Date.parse(code.expires_at) <= now) return undefined;
	return code.kind === "email_old" || code.kind === "email_new" ? code.kind : undefined;
}

export type EmailChange = "spent" | "half" | "changed" | "taken";

/**
 * Confirms one of the two addresses; the second changes the account. Seal, index and every other index of the row are
 * rewritten in one batch, so that all are of one key version. Sessions stay, other links die. Two trips.
 * @throws ConstraintViolated when somebody took the address in this very moment, which a second look tells
 */
export async function confirmEmail(context: Context, hash: Uint8Array): Promise<EmailChange> {
	const { realm } = context;
	const at = context.at;
	const database = context.database().for("signing in");
	const [[code], [key], [member], ...disclosed] = await database.read(
		mailCode(realm.id, hash),
		coreKeyOfCode(realm.id, hash),
		sql.memberOfCode(realm.id, hash),
		...noticeReads(realm.id, sql.ownerOfCode(realm.id, hash)),
	);
	const kind = kindOf(code, context.now);
	if (!code?.new_email_sealed || !kind || !key || !member) return "spent";
	const ring = await context.keys();
	const core = await ring.openUnit(key);
	const address = await open(core, locationOf(member.id), code.new_email_sealed);
	const email = comparableEmail(address);
	const memberLocation = (column: string) => ({ table: "member", column, row: member.id });
	const userName = await open(core, memberLocation("user_name_sealed"), member.user_name_sealed);
	const columns = {
		email_sealed: await seal(core, memberLocation("email_sealed"), address),
		email_index: await ring.index("email", realm.id, email),
		user_name_index: await ring.index("user_name", realm.id, comparableUserName(userName)),
		user_name_likeness_index: unlessTaken(
			{ of: { table: "member", id: "id" }, realm: realm.id, id: member.id, index: "user_name_likeness_index" },
			await ring.index("user_name_likeness", realm.id, confusableSkeleton(userName)),
			await ring.index("user_name_likeness", realm.id, exactLikenessOf(userName)),
		),
		key_version: ring.version,
		likeness_version: LIKENESS_VERSION,
		updated_at: at,
	};
	const rivals = await ring.indexes("email", realm.id, email);
	const told = await tellRecipients(context, member.id, columns.email_index, disclosed);
	const [spent, changed, , , rival] = await database.write(
		sql.spendEmailCode(realm.id, hash, at),
		sql.changeEmail(realm.id, member.id, columns, rivals),
		sql.removeCodesAfterChange(realm.id, member.id, columns.email_index),
		dropConfirmLinksAfterChange(realm.id, member.id, columns.email_index),
		sql.rivalOfChange(realm.id, member.id, rivals),
		assertKeyCurrent(realm.id, core),
		queueReseal(realm.id, core, at),
		// What came back came from the other mailbox.
		forgetBouncesAfterChange(realm.id, member.id, columns.email_index),
		...told,
	);
	if (spent.length === 0) return "spent";
	if (changed.length > 0) return "changed";
	return rival.length > 0 ? "taken" : "half";
}

/** Recipients of the address are told once the account has another (GDPR Art. 19). */
const tellRecipients = (
	context: Context,
	member: string,
	index: Uint8Array,
	disclosed: Parameters<typeof noticeQueries>[2],
): Promise<Compilable[]> => {
	const { id: realm } = context.realm;
	const changed = { kind: "rectified", items: ["email"], cause: `${member}:email:${context.at}` } as const;
	const act = { ...changed, when: sql.hasEmail(realm, member, index) };
	return noticeQueries(context, { realm, member, act }, disclosed);
};

/** Who has the old mailbox may stop it. */
export async function cancelEmailChange(context: Context, hash: Uint8Array): Promise<boolean> {
	const { realm } = context;
	const database = context.database();
	const [[code]] = await database.read(mailCode(realm.id, hash));
	if (kindOf(code, context.now) !== "email_old" || code === undefined) return false;
	const unit = { owner: code.member_id, unit: "core" };
	const at = context.at;
	await database.write(sql.removeEmailCodes(realm.id, code.member_id), queueReseal(realm.id, unit, at));
	return true;
}
